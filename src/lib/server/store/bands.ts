import type { Band } from '#schema/image.ts';
import { SAME_BAND } from '#science/variability/bands.ts';
import { collection, inTransaction, withId, type Store, type Stored } from './client.ts';
import { reserveIds } from './counters.ts';
import { number, shape, text, type CollectionPlan } from './plan.ts';

export const bandsPlan: CollectionPlan = {
	name: 'bands',
	validator: shape({ _id: number, name: text, frequency: number, bandwidth: number }),
	// Choosing the first band near a frequency.
	indexes: [{ key: { frequency: 1 } }]
};

const bands = (store: Store) => collection<Stored<Band>>(store, 'bands');

/** The first band, by frequency, within 2 % of the image's; made when there is none. MHz, fractions cut off. */
export async function bandFor(
	store: Store,
	frequencyMhz: number,
	bandwidthMhz: number
): Promise<number> {
	const frequency = Math.trunc(frequencyMhz);
	const known = await nearBand(store, frequency);
	if (known) return known._id;
	return inTransaction(store, async (transaction) => {
		// Taking the id first makes two images of one new band collide on the counter, so the second finds the first's band.
		const id = await reserveIds(store, 'bands', 1, transaction);
		const others = await bands(store).find({}, { session: transaction }).toArray();
		const other = others
			.sort((a, b) => a.frequency - b.frequency)
			.find((band) => Math.abs(frequency - band.frequency) / band.frequency < SAME_BAND);
		if (other) return other._id;
		const bandwidth = Math.trunc(bandwidthMhz);
		await bands(store).insertOne(
			{ _id: id, name: String(frequency), frequency, bandwidth },
			{ session: transaction }
		);
		return id;
	});
}

export async function findBands(store: Store, ids: number[]): Promise<Band[]> {
	const found = await bands(store)
		.find({ _id: { $in: ids } })
		.sort({ _id: 1 })
		.toArray();
	return found.map((band) => withId<Band>(band));
}

async function nearBand(store: Store, frequency: number): Promise<Stored<Band> | null> {
	return bands(store).findOne(
		{
			frequency: {
				$gt: frequency / (1 + SAME_BAND),
				$lt: frequency / (1 - SAME_BAND)
			}
		},
		{ sort: { frequency: 1 } }
	);
}
