import { receiveVoevent } from '#server/commands/alerts/receiveVoevent.ts';
import type { RequestHandler } from './$types';

/** Takes in a VOEvent 2.0 packet: the request's body is the XML. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => receiveVoevent({ user }, await request.text()));
