import { sessionShown } from '#server/queries/sessions.ts';
import type { RequestHandler } from './$types';

/** A session: who is there, who drives, what is shown, who has voted. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => sessionShown(user, params.id));
