import { inboxListSchema } from '#schema/inbox.ts';
import { inboxEpochRows } from '#server/queries/inboxPage.ts';
import type { RequestHandler } from './$types';

/** What arrived in inboxes, the latest first: run, state, after. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) =>
		inboxEpochRows(user, inboxListSchema.parse(Object.fromEntries(url.searchParams)))
	);
