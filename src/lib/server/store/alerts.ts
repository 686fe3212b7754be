import { SEVERITIES, type Alert, type Triage } from '#schema/alert.ts';
import type { AlertList } from '#schema/alertPage.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { flag, instant, list, nullable, number, record, shape, text } from './plan.ts';
import type { CollectionPlan } from './plan.ts';

type AlertDoc = Stored<Alert> & {
	/** Place of the severity in SEVERITIES, to sort by. */
	severityRank: number;
	/** Firings already merged: a run's job that is repeated changes nothing. */
	firings: string[];
	/** The one that brought it into the inbox, or back: what was told of it is told again only by its repetition. */
	newsFiring: string;
};

export const alertsPlan: CollectionPlan = {
	name: 'alerts',
	validator: shape({
		_id: text,
		objectId: text,
		cause: record,
		severity: { enum: [...SEVERITIES] },
		severityRank: number,
		reason: text,
		evidence: record,
		runId: nullable(number),
		revision: nullable(number),
		sourceId: nullable(number),
		tell: list,
		personal: flag,
		count: number,
		changed: text,
		firstAt: instant,
		latestAt: instant,
		triage: record,
		firings: list,
		newsFiring: text
	}),
	indexes: [
		// The inbox, and what a silence would have hidden.
		{ key: { 'triage.state': 1, latestAt: -1 } },
		{ key: { latestAt: -1 } },
		{ key: { objectId: 1 } },
		{ key: { 'triage.commandId': 1 } }
	]
};

const alerts = (store: Store) => collection<AlertDoc>(store, 'alerts');

/** Firings that are remembered: no job is repeated after this many others. */
const FIRINGS_KEPT = 50;
/** Objects on a page of the inbox. */
export const INBOX_PAGE = 50;

/** An alert with the firings it has merged. */
export interface MergedAlert {
	alert: Alert;
	firings: string[];
	newsFiring: string;
}

export async function findMergedAlerts(
	store: Store,
	ids: string[],
	transaction: Transaction
): Promise<Map<string, MergedAlert>> {
	const docs = await alerts(store)
		.find({ _id: { $in: ids } }, { session: transaction })
		.toArray();
	return new Map(
		docs.map((doc) => {
			const { firings, newsFiring } = doc;
			return [doc._id, { alert: alertOf(doc), firings, newsFiring }];
		})
	);
}

export async function putAlerts(
	store: Store,
	merged: MergedAlert[],
	transaction: Transaction
): Promise<void> {
	if (merged.length === 0) return;
	await alerts(store).bulkWrite(
		merged.map(({ alert, firings, newsFiring }) => {
			const { _id, ...fields } = withoutId(alert);
			const more = {
				severityRank: SEVERITIES.indexOf(alert.severity),
				firings: firings.slice(-FIRINGS_KEPT),
				newsFiring
			};
			return { replaceOne: { filter: { _id }, replacement: { ...fields, ...more }, upsert: true } };
		}),
		{ session: transaction, ordered: false }
	);
}

/** Alerts this person may see: the team's, and personal ones that are theirs. */
const seenBy = (userId: string) => ({ $or: [{ personal: false }, { tell: userId }] });

export async function findAlerts(
	store: Store,
	{ ids, userId }: { ids: string[]; userId: string },
	transaction?: Transaction
): Promise<Alert[]> {
	const docs = await alerts(store)
		.find({ _id: { $in: ids }, ...seenBy(userId) }, { session: transaction })
		.toArray();
	return docs.map(alertOf);
}

export async function alertsOfObjects(
	store: Store,
	objectIds: string[],
	userId: string
): Promise<Alert[]> {
	const docs = await alerts(store)
		.find({ objectId: { $in: objectIds }, ...seenBy(userId) })
		.sort({ severityRank: -1, latestAt: -1, _id: 1 })
		.toArray();
	return docs.map(alertOf);
}

interface InboxQuestion {
	list: AlertList;
	userId: string;
	now: Date;
	/** When the latest run was completed: what slept until then is awake. */
	latestRunAt: Date | null;
	/** The last object one has, in place of a page’s number. */
	after: string | null;
	/** Objects. */
	limit: number;
}

interface InboxPart {
	groups: { objectId: string; alertIds: string[] }[];
	total: number;
	isMore: boolean;
}

/**
 * One page of objects with alerts the filter keeps, the severest and latest first; or those behind the object `after`, and
 * null when it is not among them.
 */
export async function inboxPage(
	store: Store,
	{ list, userId, now, latestRunAt, after, limit }: InboxQuestion
): Promise<InboxPart | null> {
	const kept = { $and: [seenBy(userId), ...inboxFilter(list, userId, { now, latestRunAt })] };
	const grouped = [
		{ $match: kept },
		{ $sort: { severityRank: -1 as const, latestAt: -1 as const, _id: 1 as const } },
		{
			$group: {
				_id: '$objectId',
				alertIds: { $push: '$_id' },
				rank: { $max: '$severityRank' },
				latestAt: { $max: '$latestAt' }
			}
		}
	];
	interface Group {
		_id: string;
		alertIds: string[];
		rank: number;
		latestAt: Date;
	}
	const place =
		after === null
			? []
			: await alerts(store)
					.aggregate<Group>([...grouped, { $match: { _id: after } }])
					.toArray();
	const behind = place.at(0);
	if (after !== null && !behind) return null;
	const [[count], groups] = await Promise.all([
		alerts(store)
			.aggregate<{ total: number }>([...grouped, { $count: 'total' }])
			.toArray(),
		alerts(store)
			.aggregate<Group>([
				...grouped,
				...(behind ? [{ $match: follows(behind) }] : []),
				{ $sort: { rank: -1, latestAt: -1, _id: 1 } },
				{ $skip: behind ? 0 : (list.page - 1) * INBOX_PAGE },
				// One more, to know whether any follow.
				{ $limit: limit + 1 }
			])
			.toArray()
	]);
	return {
		groups: groups.slice(0, limit).map(({ _id, alertIds }) => ({ objectId: _id, alertIds })),
		total: (count as { total: number } | undefined)?.total ?? 0,
		isMore: groups.length > limit
	};
}

function follows({ _id, rank, latestAt }: { _id: string; rank: number; latestAt: Date }): object {
	return {
		$or: [
			{ rank: { $lt: rank } },
			{ rank, latestAt: { $lt: latestAt } },
			{ rank, latestAt, _id: { $gt: _id } }
		]
	};
}

function inboxFilter(
	{ state, severity, cause, causeId, mine }: AlertList,
	userId: string,
	{ now, latestRunAt }: Pick<InboxQuestion, 'now' | 'latestRunAt'>
): object[] {
	const awake = {
		$or: [
			{ 'triage.snooze': null },
			{ 'triage.snooze.until': { $type: 'date', $lte: now } },
			...(latestRunAt
				? [{ 'triage.snooze.until': null, 'triage.snooze.at': { $lt: latestRunAt } }]
				: [])
		]
	};
	return [
		...(state === 'open' ? [{ 'triage.state': 'open' }, awake] : []),
		...(state === 'snoozed' ? [{ 'triage.state': 'open' }, { $nor: [awake] }] : []),
		...(state === 'accepted' || state === 'dismissed' ? [{ 'triage.state': state }] : []),
		...(severity ? [{ severity }] : []),
		...(cause ? [{ 'cause.kind': cause }] : []),
		...(causeId ? [{ 'cause.id': causeId }] : []),
		...(mine ? [{ $or: [{ 'triage.assigneeId': userId }, { tell: userId }] }] : [])
	];
}

/** The team's alerts that fired since then, the latest first, for dry runs of silences. */
export async function alertsSince(store: Store, since: Date): Promise<Alert[]> {
	const docs = await alerts(store)
		.find({ latestAt: { $gte: since }, personal: false })
		.sort({ latestAt: -1 })
		.toArray();
	return docs.map(alertOf);
}

export async function setTriage(
	store: Store,
	changes: { id: string; triage: Triage }[],
	transaction: Transaction
): Promise<void> {
	if (changes.length === 0) return;
	await alerts(store).bulkWrite(
		changes.map(({ id, triage }) => ({
			updateOne: { filter: { _id: id }, update: { $set: { triage } } }
		})),
		{ session: transaction }
	);
}

function alertOf(doc: AlertDoc): Alert {
	return withId<Alert>(without(doc, 'severityRank', 'firings', 'newsFiring'));
}
