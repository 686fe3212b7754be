import { collection, type Store, type Transaction } from './client.ts';
import { number, shape, text, type CollectionPlan } from './plan.ts';

/** Kinds with integer ids, which the Parquet files and the field's tools need (design.md §7 ruling 2). */
export type CountedKind = 'runs' | 'images' | 'bands' | 'skyRegions' | 'measurements' | 'sources';

interface CounterDoc {
	_id: CountedKind;
	/** The last id given out. */
	last: number;
}

export const countersPlan: CollectionPlan = {
	name: 'counters',
	validator: shape({ _id: text, last: number }),
	indexes: []
};

/** Reserves `count` consecutive ids and gives the first. A reservation that is not used leaves a gap, never a duplicate. */
export async function reserveIds(
	store: Store,
	kind: CountedKind,
	count: number,
	transaction?: Transaction
): Promise<number> {
	const counter = await collection<CounterDoc>(store, 'counters').findOneAndUpdate(
		{ _id: kind },
		{ $inc: { last: count } },
		{ upsert: true, returnDocument: 'after', session: transaction }
	);
	return (counter?.last ?? count) - count + 1;
}
