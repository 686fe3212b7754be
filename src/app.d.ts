import type { FailureCode } from '#schema/failure.ts';
import type { Scope } from '#schema/token.ts';
import type { User } from '#schema/user.ts';
import type { ActionFailure } from '@sveltejs/kit';

declare global {
	namespace App {
		interface Refusal {
			code: FailureCode;
			message: string;
			/** The form field or file it concerns. */
			field: string | undefined;
		}

		interface Download {
			bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
			contentType: string;
			/** What the file is called where it is saved. */
			name: string;
		}

		interface Outcomes {
			/** For `load`: the query's answer, or the error page of its refusal. */
			show<T>(work: (user: User) => Promise<T>): Promise<T>;
			/** For form actions: what was done, or the refusal for the form to show. */
			act<T>(
				work: (user: User) => Promise<T>
			): Promise<{ done: T | null } | ActionFailure<Refusal>>;
			/** For signing in, the one action of somebody unknown: null, or how it was refused. */
			enter(work: () => Promise<void>): Promise<{ status: number; refusal: Refusal } | null>;
			/** For api/v1: the answer, or the refusal with its status, both as JSON. */
			answer(work: (user: User) => Promise<unknown>): Promise<Response>;
			/** For files made on demand, under a name of their own; or the refusal as JSON. */
			download(work: (user: User) => Promise<Download>): Promise<Response>;
			/** For downloads: the bytes with these headers, or the refusal as JSON. */
			file(
				work: (user: User) => Promise<Uint8Array<ArrayBuffer>>,
				headers: Record<string, string>
			): Promise<Response>;
			/** What was thrown as a refusal in JSON, for hooks; anything but a Failure is thrown on. */
			refuse(thrown: unknown): Response;
		}

		interface Error {
			message: string;
			code?: FailureCode;
			field?: string;
			/** Where to find it in the log. */
			errorId?: string;
		}

		interface Locals {
			user: User | null;
			sessionId: string | null;
			/** The personal token that this request carries in place of a session, and what it is good for. */
			token: { id: string; scopes: Scope[] } | null;
			/** Under which this request's error was logged. */
			errorId?: string;
			theme: 'system' | 'light' | 'dark';
			/** Taken before anything is read: see `newsMark`. */
			newsMark: string;
			outcomes: Outcomes;
		}

		interface PageData {
			user: User | null;
			theme: 'system' | 'light' | 'dark';
			/** With which rooms are entered: whether anything was announced since the page was loaded. */
			newsMark: string;
			/** Of the page, for the browser's tab. */
			title?: string;
			/** What a form of the page loads again once its command is carried out; everything, when it is not given. */
			reloads?: string;
			/** For the forms of browsers without scripts; others make their own. */
			commandId: string;
		}
	}
}
