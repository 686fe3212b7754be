import { inboxEpoch } from '#server/queries/inboxPage.ts';
import type { RequestHandler } from './$types';

/** How an epoch goes on: its state, why it waits or is not taken, and when each step was. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => inboxEpoch(user, params.id));
