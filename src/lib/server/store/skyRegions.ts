import type { SkyRegion } from '#schema/image.ts';
import { collection, isDuplicateKey, withId, type Store, type Stored } from './client.ts';
import { reserveIds } from './counters.ts';
import { number, shape, type CollectionPlan } from './plan.ts';

export const skyRegionsPlan: CollectionPlan = {
	name: 'skyRegions',
	validator: shape({
		_id: number,
		centreRa: number,
		centreDec: number,
		widthRa: number,
		widthDec: number,
		xtrRadius: number,
		x: number,
		y: number,
		z: number
	}),
	indexes: [
		// Finding an image's region: equal to the last bit, or another region (spec/pipeline.md §2.4).
		{ key: { centreRa: 1, centreDec: 1, xtrRadius: 1 }, unique: true }
	]
};

const skyRegions = (store: Store) => collection<Stored<SkyRegion>>(store, 'skyRegions');

/** The id of exactly this region; made when it is new. */
export async function skyRegionFor(store: Store, region: Omit<SkyRegion, 'id'>): Promise<number> {
	const { centreRa, centreDec, xtrRadius } = region;
	const same = { centreRa, centreDec, xtrRadius };
	const known = await skyRegions(store).findOne(same);
	if (known) return known._id;
	try {
		const id = await reserveIds(store, 'skyRegions', 1);
		await skyRegions(store).insertOne({ _id: id, ...region });
		return id;
	} catch (error) {
		if (!isDuplicateKey(error)) throw error;
		return skyRegionFor(store, region);
	}
}

export async function findSkyRegions(store: Store, ids: number[]): Promise<SkyRegion[]> {
	const found = await skyRegions(store)
		.find({ _id: { $in: ids } })
		.sort({ _id: 1 })
		.toArray();
	return found.map((region) => withId<SkyRegion>(region));
}
