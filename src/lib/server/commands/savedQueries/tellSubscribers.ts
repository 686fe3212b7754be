import { Failure } from '#schema/failure.ts';
import type { NewNotification } from '#schema/notification.ts';
import type { Run } from '#schema/run.ts';
import type { SavedQuery } from '#schema/savedQuery.ts';
import { savedQueryHref } from '#schema/savedQueryHref.ts';
import type { User } from '#schema/user.ts';
import { answer } from '../../queries/sources/answer.ts';
import { store } from '../../store/client.ts';
import { allSubscriptions } from '../../store/querySubscriptions.ts';
import { listCompletedRuns } from '../../store/runs.ts';
import { findSavedQuery } from '../../store/savedQueries.ts';
import { findUser } from '../../store/users.ts';
import { notify } from '../notifications/notify.ts';

/**
 * Tells whoever subscribed to a saved query how many of a run's sources fit it, as they themselves may know; nobody where
 * none does. What asks about scores is asked once the run is scored. Repeated, it tells nobody twice.
 */
export async function tellSubscribers(
	runId: number,
	moment: 'published' | 'scored'
): Promise<void> {
	const completed = await listCompletedRuns(store());
	const run = completed.find(({ id }) => id === runId);
	if (!run) return;
	const isLatest = completed[0]?.id === runId;
	for (const { queryId, userId } of await allSubscriptions(store())) {
		const [saved, user] = await Promise.all([
			findSavedQuery(store(), { id: queryId, readerId: userId }),
			findUser(store(), userId)
		]);
		// Not shared any more, or somebody who is gone.
		if (!saved || !user) continue;
		if (!isAbout(saved, { runId, isLatest }) || momentOf(saved) !== moment) continue;
		const news = await newsOf(user, saved, run);
		if (news) await notify([news]);
	}
}

function isAbout(
	{ query: { runs } }: SavedQuery,
	{ runId, isLatest }: { runId: number; isLatest: boolean }
): boolean {
	if (runs === 'latest') return isLatest;
	return runs === 'all' || runs.includes(runId);
}

function momentOf({ query }: SavedQuery): 'published' | 'scored' {
	return query.numbers.some(({ field }) => field === 'eseScore') ? 'scored' : 'published';
}

async function newsOf(
	user: User,
	{ id, name, query }: SavedQuery,
	{ id: runId, name: runName, revision }: Pick<Run, 'id' | 'name' | 'revision'>
): Promise<NewNotification | null> {
	const asked = { ...query, runs: [runId] };
	const news = {
		userId: user.id,
		kind: 'query' as const,
		href: savedQueryHref({ id, query: asked }),
		key: `query ${id} run ${runId} ${revision}`
	};
	try {
		const { count } = await answer(user, asked);
		if (count === 0) return null;
		const fitting = count === 1 ? '1 source fits' : `${count} sources fit`;
		return { ...news, title: `${fitting} “${name}” in run ${runName}`, text: '' };
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return {
			...news,
			title: `“${name}” could not be asked of run ${runName}`,
			text: error.message
		};
	}
}
