import { ALERT_CAUSES, SEVERITIES, type Alert } from '#schema/alert.ts';
import type { NewNotification, NotificationKind } from '#schema/notification.ts';
import type { SkyObject } from '#schema/source.ts';
import type { DeliveryEvent } from '#schema/webhook.ts';

type Objects = Map<string, SkyObject>;

const KINDS: Record<Alert['cause']['kind'], NotificationKind> = {
	newSource: 'alert',
	voevent: 'alert',
	watchRule: 'watchRule',
	watchlist: 'watchlist',
	watch: 'watch'
};

/** What each person is told now: one notification per cause and run, however many objects it fired on. */
export function notificationsOf(
	alerts: Alert[],
	objects: Objects,
	now = new Date()
): NewNotification[] {
	const loud = alerts.filter(({ quietUntil }) => !quietUntil || quietUntil <= now);
	const people = [...new Set(loud.flatMap(({ tell }) => tell))];
	return people.flatMap((userId) => {
		const theirs = loud.filter(({ tell }) => tell.includes(userId));
		return byCause(theirs).map((group) => ({ userId, ...newsOf(group, objects) }));
	});
}

/** What webhooks are told: one event per cause and run. Never of what is personal. */
export function deliveriesOf(alerts: Alert[], objects: Objects): DeliveryEvent[] {
	return byCause(alerts.filter(({ personal }) => !personal)).map((group) => {
		const { title, text, href, key } = newsOf(group, objects);
		return {
			kind: 'alert',
			key,
			title: text ? `${title}. ${text}` : title,
			href,
			body: { alerts: group.map((alert) => told(alert, objects.get(alert.objectId))) }
		};
	});
}

function byCause(alerts: Alert[]): Alert[][] {
	const groups = new Map<string, Alert[]>();
	for (const alert of alerts) {
		const key = causeKey(alert);
		groups.set(key, [...(groups.get(key) ?? []), alert]);
	}
	return [...groups.values()];
}

const causeKey = ({ cause, runId, revision }: Alert) =>
	`${cause.kind} ${cause.id ?? ''} ${runId ?? 'none'}/${revision ?? 0}`;

function newsOf(group: Alert[], objects: Objects) {
	const [first] = group;
	const { cause } = first;
	const kind = KINDS[cause.kind];
	const name = objects.get(first.objectId)?.name ?? 'an object';
	const subject =
		cause.kind === 'newSource' ? 'New source' : `${ALERT_CAUSES[cause.kind]} “${cause.name}”`;
	const asked = new URLSearchParams({
		cause: cause.kind,
		...(cause.id ? { causeId: cause.id } : {})
	});
	const href = `/alerts?${asked}`;
	// Named by its first object: the next batch of the same run is another piece of news.
	const telling = first.runId === null ? ` ${first.count}` : '';
	const key = `alert ${causeKey(first)} ${first.id}${telling}`;
	if (group.length === 1) {
		const text = [first.reason, first.changed].filter(Boolean).join(' ');
		return { kind, title: `${subject}: ${name}`, text, href, key };
	}
	const severest = [...SEVERITIES]
		.reverse()
		.find((s) => group.some(({ severity }) => severity === s));
	const text = `The severest is ${severest}. First: ${name}, ${first.reason}`;
	return { kind, title: `${subject}: ${group.length} objects`, text, href, key };
}

function told(alert: Alert, object: SkyObject | undefined): Record<string, unknown> {
	const { id, objectId, cause, severity, reason, evidence, runId, count, changed, latestAt } =
		alert;
	const place = {
		name: object?.name ?? null,
		raDeg: object?.ra ?? null,
		decDeg: object?.dec ?? null
	};
	const firing = { severity, reason, evidence, runId, count, changed, at: latestAt.toISOString() };
	return { id, objectId, ...place, cause, ...firing };
}
