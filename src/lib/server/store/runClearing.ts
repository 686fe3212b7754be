import { basename } from 'node:path';
import type { Image, SkyRegion } from '#schema/image.ts';
import { collection, inTransaction, type Store, type Stored } from './client.ts';
import { runs, type RunDoc } from './runs.ts';

/** Marks a run as being deleted; null when it is under way. */
export async function beginClearing(store: Store, runId: number): Promise<RunDoc | null> {
	return runs(store).findOneAndUpdate(
		{ _id: runId, status: { $nin: ['QUE', 'RUN'] } },
		{ $set: { status: 'DEL' } },
		{ returnDocument: 'after' }
	);
}

/** Every image a run shows, can go back to or has had ingested for it. */
export function imagesOfRun({ imageIds, previous, attempt }: RunDoc): number[] {
	const ids = [...imageIds, ...(previous?.imageIds ?? []), ...Object.values(attempt?.images ?? {})];
	return [...new Set(ids)];
}

/** What other runs hold on to: image ids, and the names of images that runs under way are about to find. */
export interface ImagesInUse {
	ids: Set<number>;
	names: Set<string>;
	runsUnderWay: boolean;
}

export async function imagesOfOtherRuns(store: Store, runId: number): Promise<ImagesInUse> {
	const others = runs(store).find({ _id: { $ne: runId } });
	const inUse: ImagesInUse = { ids: new Set(), names: new Set(), runsUnderWay: false };
	for await (const other of others) {
		for (const id of imagesOfRun(other)) inUse.ids.add(id);
		if (other.status !== 'QUE' && other.status !== 'RUN') continue;
		inUse.runsUnderWay = true;
		for (const { image } of other.attempt?.inputs.epochs ?? [])
			for (const path of image) inUse.names.add(basename(path));
	}
	return inUse;
}

/**
 * Deletes those of the images that nobody else uses, with their measurements and marks; gives how many. Each image goes as a
 * whole, so that a clearing broken off can be done again.
 */
export async function deleteImagesUnlessUsed(
	store: Store,
	ids: number[],
	{ ids: usedIds, names }: ImagesInUse
): Promise<number> {
	const images = imagesIn(store);
	const unused = await images
		.find({ _id: { $in: ids.filter((id) => !usedIds.has(id)) }, name: { $nin: [...names] } })
		.project<Pick<Stored<Image>, '_id'>>({ _id: 1 })
		.toArray();
	for (const { _id } of unused)
		await inTransaction(store, async (session) => {
			await collection(store, 'measurements').deleteMany({ imageId: _id }, { session });
			await collection(store, 'imageMarks').deleteMany({ imageId: _id }, { session });
			await images.deleteOne({ _id }, { session });
		});
	return unused.length;
}

/** Deletes the sky regions that no image lies in. Not while images are ingested: one finds its region before it is there. */
export async function deleteUnusedRegions(store: Store): Promise<void> {
	const used = await imagesIn(store).distinct('skyRegionId');
	const regions = collection<Stored<SkyRegion>>(store, 'skyRegions');
	await regions.deleteMany({ _id: { $nin: used } });
}

const imagesIn = (store: Store) => collection<Stored<Image>>(store, 'images');
