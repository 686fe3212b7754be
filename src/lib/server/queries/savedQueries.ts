import type { QueriesPage, SavedQueryRow } from '#schema/page.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { subscribedQueries } from '../store/querySubscriptions.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { listSavedQueries } from '../store/savedQueries.ts';
import { signedIn } from './signedIn.ts';

/** The saved queries this person may see, their own first. */
export async function savedQueryRows(user: User | null): Promise<SavedQueryRow[]> {
	const reader = signedIn(user);
	const [queries, subscribed] = await Promise.all([
		listSavedQueries(store(), reader.id),
		subscribedQueries(store(), reader.id)
	]);
	const rows = queries.map((query) => ({
		...query,
		subscribed: subscribed.has(query.id),
		allowed: { change: may(reader, 'changeQuery', { ownerId: query.ownerId }) }
	}));
	const isOthers = ({ ownerId }: SavedQueryRow) => Number(ownerId !== reader.id);
	return rows.sort((a, b) => isOthers(a) - isOthers(b));
}

/** The page of saved queries, and what their sentences call runs by. */
export async function queriesPage(user: User | null): Promise<QueriesPage> {
	const reader = signedIn(user);
	const [queries, runs] = await Promise.all([savedQueryRows(reader), listCompletedRuns(store())]);
	return {
		queries,
		runs: runs.map(({ id, name }) => ({ id, name })),
		allowed: { createQueue: may(reader, 'createQueue') }
	};
}
