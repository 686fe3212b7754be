import {
	PROVENANCE_KEYS,
	type Provenance,
	type ProvenanceChoice,
	type ProvenanceTarget
} from '#schema/provenance.ts';
import type { Filter } from 'mongodb';
import { collection, type Store, type Transaction } from './client.ts';

/** Kept beside what an image or a run is otherwise; those that nothing is known of have none. */
interface WithProvenance {
	_id: number;
	provenance?: Provenance;
}

/** Of one key: more make no list to choose from. */
const MOST_VALUES = 100;
const HOMES: Record<ProvenanceTarget, string> = { image: 'images', run: 'runs' };
const home = (store: Store, target: ProvenanceTarget) =>
	collection<WithProvenance>(store, HOMES[target]);

/** null: there is no such image or run. */
export async function findProvenance(
	store: Store,
	target: ProvenanceTarget,
	id: number,
	transaction?: Transaction
): Promise<Provenance | null> {
	const options = { projection: { provenance: 1 }, session: transaction };
	const doc = await home(store, target).findOne({ _id: id }, options);
	return doc && (doc.provenance ?? {});
}

export async function putProvenance(
	store: Store,
	{ target, id, provenance }: { target: ProvenanceTarget; id: number; provenance: Provenance },
	transaction?: Transaction
): Promise<void> {
	await home(store, target).updateOne(
		{ _id: id },
		{ $set: { provenance } },
		{ session: transaction }
	);
}

/** Every value that some image or run has, the most frequent first. */
export async function provenanceChoices(
	store: Store,
	target: ProvenanceTarget
): Promise<ProvenanceChoice[]> {
	const values = await valuesOf(store, target, {});
	return values.map((said) => ({ ...said, filter: `${said.key}:${said.value}` }));
}

/** What these images say, key by key, each value with how many of them say it. */
export async function provenanceOfImages(
	store: Store,
	ids: number[]
): Promise<Pick<ProvenanceChoice, 'key' | 'value' | 'count'>[]> {
	return valuesOf(store, 'image', { _id: { $in: ids } });
}

async function valuesOf(store: Store, target: ProvenanceTarget, among: Filter<WithProvenance>) {
	const counted = await Promise.all(
		PROVENANCE_KEYS.map(async (key) => {
			const groups = await home(store, target)
				.aggregate<{ _id: string; n: number }>([
					{ $match: { $and: [among, { [`provenance.${key}`]: { $type: 'string' } }] } },
					{ $group: { _id: `$provenance.${key}`, n: { $sum: 1 } } },
					{ $sort: { n: -1, _id: 1 } },
					{ $limit: MOST_VALUES }
				])
				.toArray();
			return groups.map(({ _id: value, n: count }) => ({ key, value, count }));
		})
	);
	return counted.flat();
}
