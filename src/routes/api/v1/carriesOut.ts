import type { RequestHandler } from '@sveltejs/kit';
import type { User } from '#schema/user.ts';
import { givenBy } from './givenBy.ts';

/** A command as the API runs it. */
type Command = (context: { user: User }, input: Record<string, unknown>) => Promise<unknown>;

/** The handler that hands a command what the request gives it, and answers with what came of it. */
export function carriesOut(command: Command, most?: number): RequestHandler {
	return (event) =>
		event.locals.outcomes.answer(async (user) => command({ user }, await givenBy(event, most)));
}
