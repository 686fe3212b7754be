import type { Walk } from '#schema/api/paging.ts';
import type { Alert } from '#schema/alert.ts';
import type { AlertGroup, AlertInbox, AlertList, AlertRow } from '#schema/alertPage.ts';
import { Failure } from '#schema/failure.ts';
import type { SkyObject, Source } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import { judgedNumbers } from '#science/variability/fieldValue.ts';
import { may } from '../auth/may.ts';
import { alertsOfObjects, findAlerts, INBOX_PAGE, inboxPage } from '../store/alerts.ts';
import { candidatesOfObjects } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { findObject, findObjects } from '../store/objects.ts';
import { listAllQueues } from '../store/queues.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { latestSourcesOfObjects } from '../store/objectSources.ts';
import { listUsers } from '../store/users.ts';
import { signedIn } from './signedIn.ts';
import { BEGINNING, lostPlace } from './walk.ts';

/** One page of the inbox, as its URL asks: objects, the severest and latest first, each with what fired on it. */
export async function alertInbox(
	user: User | null,
	list: AlertList,
	{ after, limit }: Walk = BEGINNING
): Promise<AlertInbox> {
	const reader = signedIn(user);
	const [runs, people] = await Promise.all([listCompletedRuns(store()), listUsers(store())]);
	const latestRunAt = latest(runs.map(({ endedAt }) => endedAt));
	const asked = { userId: reader.id, now: new Date(), latestRunAt };
	const part = { after, limit: limit ?? INBOX_PAGE };
	const page = await inboxPage(store(), { list, ...asked, ...part });
	if (!page) throw lostPlace();
	const { groups: found, total, isMore } = page;
	const objectIds = found.map(({ objectId }) => objectId);
	const generations = runs.map(({ id, revision }) => ({ runId: id, revision }));
	const [objects, alerts, sources, candidates, queues] = await Promise.all([
		findObjects(store(), objectIds),
		alertsOfObjects(store(), objectIds, reader.id),
		latestSourcesOfObjects(store(), objectIds, generations),
		candidatesOfObjects(store(), objectIds),
		listAllQueues(store())
	]);
	const queueNames = new Map(queues.map(({ id, name }) => [id, name]));
	const runNames = new Map(runs.map(({ id, name }) => [id, name]));
	const groups = found.map(({ objectId, alertIds }): AlertGroup => {
		const all = alerts.filter((alert) => alert.objectId === objectId);
		const kept = new Set(alertIds);
		const source = sources.get(objectId);
		return {
			...placeOf(objects.get(objectId), objectId),
			facts: source ? factsOf(source, runNames.get(source.runId) ?? 'deleted run') : null,
			alerts: all.filter(({ id }) => kept.has(id)).map(rowOf),
			others: all.filter(({ id }) => !kept.has(id)).length,
			candidates: candidates
				.filter((candidate) => candidate.objectId === objectId)
				.map(({ id, queueId }) => ({ id, queueId, queueName: queueNames.get(queueId) ?? 'queue' }))
		};
	});
	return {
		list,
		groups,
		total,
		pageSize: INBOX_PAGE,
		next: isMore ? (found.at(-1)?.objectId ?? null) : null,
		people: people
			.filter((person) => may(person, 'triage'))
			.map(({ id, displayName }) => ({ id, name: displayName })),
		allowed: {
			triage: may(reader, 'triage'),
			createQueue: may(reader, 'createQueue'),
			silence: may(reader, 'silence')
		}
	};
}

/** An alert and its object; refuses what this person may not see. */
export async function alertWithObject(
	user: User | null,
	alertId: string
): Promise<{ alert: Alert; object: SkyObject; source: Source | null }> {
	const reader = signedIn(user);
	const [alert] = await findAlerts(store(), { ids: [alertId], userId: reader.id });
	const object = (alert as Alert | undefined) && (await findObject(store(), alert.objectId));
	if (!object) throw new Failure('NotFound', 'This alert does not exist (any more).');
	const runs = await listCompletedRuns(store());
	const generations = runs.map(({ id, revision }) => ({ runId: id, revision }));
	const sources = await latestSourcesOfObjects(store(), [object.id], generations);
	return { alert, object, source: sources.get(object.id) ?? null };
}

function latest(dates: (Date | null)[]): Date | null {
	const times = dates.flatMap((date) => (date ? [date.getTime()] : []));
	return times.length > 0 ? new Date(Math.max(...times)) : null;
}

/** An object can be gone whose alerts are still there: they can be dismissed. */
function placeOf(object: SkyObject | undefined, id: string) {
	const { name = 'deleted object', ra = NaN, dec = NaN } = object ?? {};
	return { id, name, ra, dec };
}

function factsOf(source: Source, runName: string): AlertGroup['facts'] {
	const { bandEtaPeak, bandVPeak, bandMhz } = judgedNumbers(source);
	const { maxFluxPeak, nMeas } = source;
	return { bandEtaPeak, bandVPeak, bandMhz, maxFluxPeak, nMeas, runName };
}

function rowOf({ id, cause, severity, reason, changed, count, ...alert }: Alert): AlertRow {
	const { personal, runId, firstAt, latestAt, triage } = alert;
	const said = { id, cause, severity, reason, changed, count };
	return { ...said, personal, runId, firstAt, latestAt, triage };
}
