import type { Alert, NewAlert, Silence } from '#schema/alert.ts';
import { announce } from '../../jobs/announce.ts';
import { findMergedAlerts, putAlerts, type MergedAlert } from '../../store/alerts.ts';
import { inTransaction, isDuplicateKey, store } from '../../store/client.ts';
import { findObjects } from '../../store/objects.ts';
import { noteSilenced, silencesInForce } from '../../store/silences.ts';
import { audit } from '../audit.ts';
import { notify } from '../notifications/notify.ts';
import { queueDelivery } from '../webhooks/queueDelivery.ts';
import { deliveriesOf, notificationsOf } from './alertNews.ts';
import { isCovered } from './isCovered.ts';
import { alertId, firingOf, mergeAlert, type Outcome } from './mergeAlert.ts';

interface Raised {
	raised: number;
	merged: number;
	suppressed: number;
}

/** So many are written in one transaction; a run may bring tens of thousands. */
const BATCH = 500;

/**
 * Brings alerts into the inbox: a new one, one more firing of one that is there, or, where a silence covers it, only a
 * count. The same run revision told twice changes nothing.
 */
export async function raiseAlerts(alerts: NewAlert[]): Promise<Raised> {
	const sums = { raised: 0, merged: 0, suppressed: 0 };
	for (let from = 0; from < alerts.length; from += BATCH) {
		const { heard, held } = await apart(onePerAlert(alerts.slice(from, from + BATCH)));
		await noteSilenced(store(), held);
		const outcomes = await mergeAll(heard);
		for (const { outcome } of outcomes) {
			if (outcome === 'raised' || outcome === 'returned') sums.raised += 1;
			else if (outcome === 'merged') sums.merged += 1;
		}
		sums.suppressed += held.length;
		await tell(outcomes);
	}
	return sums;
}

/** The last telling wins where one object and cause come twice in a batch. */
function onePerAlert(alerts: NewAlert[]): NewAlert[] {
	return [
		...new Map(alerts.map((alert) => [`${alertId(alert)} ${firingOf(alert)}`, alert])).values()
	];
}

interface Held {
	silenceId: string;
	firing: string;
	alert: NewAlert;
}

/** Those that are heard, and those that a silence holds back: the oldest silence that covers one is counted. */
async function apart(alerts: NewAlert[]): Promise<{ heard: NewAlert[]; held: Held[] }> {
	const silences = await silencesInForce(store(), new Date());
	if (silences.length === 0) return { heard: alerts, held: [] };
	const places = await findObjects(store(), [...new Set(alerts.map(({ objectId }) => objectId))]);
	const silenceFor = (alert: NewAlert): Silence | undefined =>
		silences.find((silence) => isCovered(silence, alert, places.get(alert.objectId)));
	const heard: NewAlert[] = [];
	const held: Held[] = [];
	for (const alert of alerts) {
		// What somebody asked to be told in person is theirs to silence.
		const silence = alert.personal ? undefined : silenceFor(alert);
		if (silence) held.push({ silenceId: silence.id, firing: firingOf(alert), alert });
		else heard.push(alert);
	}
	return { heard, held };
}

interface Told {
	alert: Alert;
	outcome: Outcome;
	/** Whether people hear of it: it is new or has come back, now or when this same firing was told before. */
	isNews: boolean;
}

async function mergeAll(alerts: NewAlert[]): Promise<Told[]> {
	try {
		return await mergeOnce(alerts);
	} catch (error) {
		// Another run brought the same new alert at the same moment: now it is there to merge into.
		if (!isDuplicateKey(error)) throw error;
		return mergeOnce(alerts);
	}
}

function mergeOnce(alerts: NewAlert[]): Promise<Told[]> {
	const now = new Date();
	return inTransaction(store(), async (transaction) => {
		const known = await findMergedAlerts(store(), alerts.map(alertId), transaction);
		const written = new Map<string, MergedAlert>();
		const told = alerts.map((fired) => {
			const id = alertId(fired);
			const { merged, outcome } = mergeAlert(written.get(id) ?? known.get(id) ?? null, fired, now);
			if (outcome !== 'repeated') written.set(id, merged);
			return { alert: merged.alert, outcome, isNews: merged.newsFiring === firingOf(fired) };
		});
		await putAlerts(store(), [...written.values()], transaction);
		if (written.size > 0) {
			const event = { action: 'raiseAlerts', target: 'alerts', after: written.size };
			await audit(null, event, transaction);
		}
		return told;
	});
}

/** Also of what was told before: a job that was broken off between writing and telling tells now, and nobody twice. */
async function tell(told: Told[]): Promise<void> {
	const news = told.flatMap(({ alert, isNews }) => (isNews ? [alert] : []));
	const names = await findObjects(store(), [...new Set(news.map(({ objectId }) => objectId))]);
	await notify(notificationsOf(news, names));
	for (const event of deliveriesOf(news, names)) await queueDelivery(event);
	if (told.some(({ outcome }) => outcome !== 'repeated'))
		await announce({ topic: 'alerts', kind: 'alert', byId: null, byName: null });
}
