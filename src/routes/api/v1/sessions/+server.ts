import { startSession } from '#server/commands/sessions/startSession.ts';
import { listSessions } from '#server/queries/sessions.ts';
import { readBody } from '../readBody.ts';
import type { RequestHandler } from './$types';

/** Sessions under way, then the latest that ended. */
export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer((user) => listSessions(user));

/** Starts a session: { queueId, name, roundMinutes?, commandId? }. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		return startSession({ user }, { commandId, ...(await readBody(request)) });
	});
