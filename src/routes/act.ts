import type { User } from '#schema/user.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** A command as a form action runs it. */
export type Command = (context: { user: User }, input: unknown) => Promise<unknown>;

/** The form action that hands its fields to a command. */
export function act(command: Command) {
	return async ({ request, locals }: RequestEvent) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => command({ user }, fields));
	};
}
