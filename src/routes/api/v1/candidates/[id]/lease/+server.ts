import { leaseCandidate, leaveCandidate } from '#server/commands/votes/leaseCandidate.ts';
import type { RequestHandler } from './$types';

/** Says that one is looking at the candidate now; sent again before `seconds` are over it is renewed. */
export const POST: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => leaseCandidate({ user }, params.id));

/** Says that one looks elsewhere now. */
export const DELETE: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => leaveCandidate({ user }, params.id));
