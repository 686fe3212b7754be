import { join } from 'node:path';
import { config } from '../config.ts';
import type { CutoutCache } from './cutoutCache.ts';
import { localStorage } from './storage.ts';

/** Where this installation keeps cutouts. */
export function cutoutCache(): CutoutCache {
	return { storage: localStorage(), directory: join(config().CAUSTIC_DATA_DIR, 'cutouts') };
}
