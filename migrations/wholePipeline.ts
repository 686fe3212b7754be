import { createCollections } from '../src/lib/server/store/collections.ts';
import { noteUnknownInputs } from '../src/lib/server/store/images.ts';
import type { Migration } from '../src/lib/server/store/migration.ts';
import { noteUnknownBasis } from '../src/lib/server/store/runs.ts';
import { repackLightCurves } from '../src/lib/server/store/sources.ts';

/**
 * Runs remember what they were made from, images what they were ingested from, and light curves are one block of numbers.
 * What an earlier version did not note stays unknown: such runs are processed all over when they are processed again.
 */
export const wholePipeline: Migration = {
	async up(db) {
		await createCollections(db);
		await noteUnknownBasis(db);
		await noteUnknownInputs(db);
		await repackLightCurves(db);
	}
};
