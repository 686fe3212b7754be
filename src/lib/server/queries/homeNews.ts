import { SEVERITIES, type Alert } from '#schema/alert.ts';
import type { HomeNews } from '#schema/homePage.ts';
import type { Queue } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { isVoter } from '../auth/voters.ts';
import { alertsSince } from '../store/alerts.ts';
import { store } from '../store/client.ts';
import { favouritesOf } from '../store/favourites.ts';
import { candidatesAddedSince } from '../store/homeNews.ts';
import { notificationsOf } from '../store/notifications.ts';
import { findObjects } from '../store/objects.ts';
import { latestSourcesOfObjects } from '../store/objectSources.ts';
import { verdictsSince } from '../store/verdicts.ts';

const MOST_NOTIFICATIONS = 10;
const MOST_FAVOURITES = 12;
const DAY_MS = 86_400_000;
/** However long ago somebody was here: older news are no news. */
const LONGEST_MS = 30 * DAY_MS;
/** For who was never here. */
const FIRST_MS = 7 * DAY_MS;

/** What happened after a moment, as far as this person may know; on the first visit, in the last week. */
export async function homeNews(
	reader: User,
	since: Date | null,
	{ runs, queues }: { runs: Run[]; queues: Queue[] }
): Promise<HomeNews> {
	const now = Date.now();
	const from = new Date(since ? Math.max(since.getTime(), now - LONGEST_MS) : now - FIRST_MS);
	const completed = runs.filter((run) => run.status === 'END' && after(run.endedAt, from));
	const own = queues.filter((queue) => isVoter(queue, reader));
	const ownIds = own.map(({ id }) => id);
	const [added, verdicts, alerts, notifications, favourites] = await Promise.all([
		candidatesAddedSince(store(), ownIds, from),
		verdictsSince(store(), from),
		alertsSince(store(), from),
		notificationsOf(store(), reader.id, { limit: MOST_NOTIFICATIONS, unreadOnly: false }),
		favouritesSeenIn(reader, completed)
	]);
	return {
		runs: completed.map(({ id, name, nSources, nNewSources, endedAt }) => ({
			...{ id, name, nSources, nNewSources },
			endedAt: endedAt ?? from
		})),
		candidates: own.flatMap(({ id, name }) => {
			const count = added.get(id) ?? 0;
			return count > 0 ? { queueId: id, queueName: name, count } : [];
		}),
		verdicts: queues.flatMap(({ id, name }) => {
			const count = verdicts.filter(
				(verdict) => verdict.queueId === id && verdict.reopened === null && verdict.at > from
			).length;
			return count > 0 ? { queueId: id, queueName: name, count } : [];
		}),
		alerts: bySeverity(alerts),
		notifications: notifications.filter(({ at }) => at > from),
		favourites
	};
}

function bySeverity(alerts: Alert[]): HomeNews['alerts'] {
	const open = alerts.filter(({ triage }) => triage.state === 'open');
	return SEVERITIES.toReversed().flatMap((severity) => {
		const count = open.filter((alert) => alert.severity === severity).length;
		return count > 0 ? { severity, count } : [];
	});
}

async function favouritesSeenIn(reader: User, runs: Run[]): Promise<HomeNews['favourites']> {
	if (runs.length === 0) return [];
	const starred = await favouritesOf(store(), reader.id);
	const ids = starred.map(({ objectId }) => objectId);
	const generations = runs.map(({ id, revision }) => ({ runId: id, revision }));
	const [sources, objects] = await Promise.all([
		latestSourcesOfObjects(store(), ids, generations),
		findObjects(store(), ids)
	]);
	const names = new Map(runs.map(({ id, name }) => [id, name]));
	return ids
		.flatMap((id) => {
			const [object, source] = [objects.get(id), sources.get(id)];
			if (!object || !source) return [];
			const runName = names.get(source.runId) ?? 'a run';
			return { id, name: object.name, runName, sourceId: source.id };
		})
		.slice(0, MOST_FAVOURITES);
}

function after(at: Date | null, from: Date): boolean {
	return at !== null && at > from;
}
