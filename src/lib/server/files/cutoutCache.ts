import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Image } from '#schema/image.ts';
import { log } from '../log.ts';
import type { CutoutRequest } from './cutout.ts';
import { escapeGlob } from './glob.ts';
import type { Storage } from './storage.ts';

/** Where cutouts are kept, and how much room they may take. */
export interface CutoutCache {
	storage: Storage;
	directory: string;
}

export interface KeptCutout {
	path: string;
	imageId: number;
	bytes: number;
	modifiedMs: number;
}

/** Goes up when the same request gives another picture. */
const PAINTED = 2;

type CachedImage = Pick<Image, 'id' | 'checksum'>;

/** A cutout from the cache, or made now and kept for the next time. A cache that cannot be written costs time, not the cutout. */
export async function keptCutout(
	{ storage, directory }: CutoutCache,
	{ image, request }: { image: CachedImage; request: CutoutRequest },
	make: () => Promise<Uint8Array<ArrayBuffer>>
): Promise<Uint8Array<ArrayBuffer>> {
	const path = join(directory, cutoutName(image, request));
	if (await storage.exists(path)) {
		const kept = await storage.read(path).catch(() => null);
		// A file being removed this moment reads as nothing.
		if (kept && kept.length > 0) return new Uint8Array(kept);
	}
	const made = await make();
	// Not waited for: whoever looks at the page needs the cutout, not the copy.
	storage.writeAtomically(path, made).catch((error: unknown) => {
		log.warn('a cutout could not be kept', { path, error: String(error) });
	});
	return made;
}

/** Everything in the cache, the oldest first. */
export async function keptCutouts({ storage, directory }: CutoutCache): Promise<KeptCutout[]> {
	const paths = await storage.glob(join(escapeGlob(directory), '*', '*.png'));
	const kept: KeptCutout[] = [];
	for (const path of paths) {
		const found = await storage.fingerprint(path).catch(() => null);
		const imageId = Number(/(\d+)-[0-9a-f]+[^/\\]*[/\\][^/\\]+$/.exec(path)?.[1]);
		if (found) kept.push({ path, imageId, ...found });
	}
	return kept.sort((a, b) => a.modifiedMs - b.modifiedMs || (a.path < b.path ? -1 : 1));
}

/** A folder for each image and its content, so that the cutouts of an image that is gone are found together. */
function cutoutName({ id, checksum }: CachedImage, request: CutoutRequest): string {
	const { ra, dec, sizeArcsec, low, high } = request;
	const asked = createHash('sha256').update([PAINTED, ra, dec, sizeArcsec, low, high].join(' '));
	return join(`${id}-${checksum.slice(0, 12)}`, `${asked.digest('hex').slice(0, 32)}.png`);
}
