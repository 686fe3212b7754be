import { inboxListSchema } from '#schema/inbox.ts';
import { inboxEpochRows } from '#server/queries/inboxPage.ts';
import { walks } from '../walks.ts';

/** What arrived in inboxes, the latest first: run, state; after, limit. */
export const GET = walks(
	(user, { address, ...walk }) =>
		inboxEpochRows(user, inboxListSchema.parse(Object.fromEntries(address)), walk),
	({ rows }) => rows
);
