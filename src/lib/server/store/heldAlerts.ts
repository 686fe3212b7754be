import type { Alert } from '#schema/alert.ts';
import { collection, withId, without, type Store, type Stored } from './client.ts';

type HeldDoc = Stored<Alert> & { firings: string[]; newsFiring: string };

const alerts = (store: Store) => collection<HeldDoc>(store, 'alerts');

/** Alerts (store/alerts.ts) whose quiet hours are over, of firings that are news: those nobody has been told of. */
export async function alertsToTell(store: Store, now: Date): Promise<Alert[]> {
	const docs = await alerts(store)
		.find({
			quietUntil: { $lte: now },
			$expr: { $eq: ['$newsFiring', { $arrayElemAt: ['$firings', -1] }] }
		})
		.sort({ latestAt: 1, _id: 1 })
		.limit(2000)
		.toArray();
	return docs.map((doc) => withId<Alert>(without(doc, 'firings', 'newsFiring')));
}

/** Ends the quiet of all whose hours are over. */
export async function endQuiet(store: Store, now: Date): Promise<void> {
	await alerts(store).updateMany({ quietUntil: { $lte: now } }, { $unset: { quietUntil: '' } });
}
