/** Codes of everything that can be refused. Routes map a code to an HTTP status in one table (server/hooks/status.ts). */
export type FailureCode =
	'NotFound' | 'NotSignedIn' | 'NotPermitted' | 'Invalid' | 'Conflict' | 'TooMany' | 'Unavailable';

/** An expected refusal: what happened, to which file or field, and what to do, in a sentence a person can act on. */
export class Failure extends Error {
	readonly code: FailureCode;
	/** The form field or file it concerns. */
	readonly field: string | undefined;

	constructor(code: FailureCode, message: string, field?: string) {
		super(message);
		this.name = 'Failure';
		this.code = code;
		this.field = field;
	}
}
