import { collection, type Store, type Transaction } from './client.ts';

/** Whether a measurement of this id was ever made: measurements lie packed in blocks, their ids are counted. */
export async function hasMeasurement(
	store: Store,
	id: number,
	transaction: Transaction
): Promise<boolean> {
	const counter = await collection<{ _id: string; last: number }>(store, 'counters').findOne(
		{ _id: 'measurements' },
		{ session: transaction }
	);
	return id >= 1 && id <= (counter?.last ?? 0);
}
