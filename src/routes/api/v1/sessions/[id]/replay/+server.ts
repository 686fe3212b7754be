import { sessionReplay } from '#server/queries/sessionReplay.ts';
import type { RequestHandler } from './$types';

/** What happened, moment by moment. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => sessionReplay(user, params.id));
