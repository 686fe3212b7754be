import { cutoutCache } from '../files/cutoutFolder.ts';
import { keptCutouts, type KeptCutout } from '../files/cutoutCache.ts';
import { store } from '../store/client.ts';
import { findImages } from '../store/images.ts';

export interface CleanedUp {
	removed: number;
	removedBytes: number;
	kept: number;
	keptBytes: number;
}

/** What may stay: `mostBytes` of the newest, none made before `olderThan`. Cutouts of images that are gone never stay. */
export interface CutoutLimits {
	mostBytes: number;
	olderThan: Date | null;
}

/** Removes kept cutouts; they are made again when somebody looks. */
export async function cleanUpCutouts({ mostBytes, olderThan }: CutoutLimits): Promise<CleanedUp> {
	const cache = cutoutCache();
	const cutouts = await keptCutouts(cache);
	const ids = [...new Set(cutouts.map(({ imageId }) => imageId))];
	const known = new Set((await findImages(store(), ids)).map((image) => image.id));
	const stay: KeptCutout[] = [];
	const go: KeptCutout[] = [];
	let room = mostBytes;
	for (const cutout of cutouts.toReversed()) {
		const isOld = olderThan !== null && cutout.modifiedMs < olderThan.getTime();
		const fits = known.has(cutout.imageId) && !isOld && cutout.bytes <= room;
		if (fits) room -= cutout.bytes;
		(fits ? stay : go).push(cutout);
	}
	for (const { path } of go) await cache.storage.remove(path);
	const sum = (some: KeptCutout[]) => some.reduce((total, { bytes }) => total + bytes, 0);
	return {
		removed: go.length,
		removedBytes: sum(go),
		kept: stay.length,
		keptBytes: sum(stay)
	};
}
