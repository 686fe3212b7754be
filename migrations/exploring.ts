import { createCollections } from '../src/lib/server/store/collections.ts';
import { noteIdRanges } from '../src/lib/server/store/measurements.ts';
import type { Migration } from '../src/lib/server/store/migration.ts';
import { widenSavedQueries } from '../src/lib/server/store/savedQueries.ts';
import { dropNarrowObjectIndex } from '../src/lib/server/store/sources.ts';

/** Source columns, local catalogues and marks on images. */
export const exploring: Migration = {
	async up(db) {
		await createCollections(db);
		await noteIdRanges(db);
		await widenSavedQueries(db);
		await dropNarrowObjectIndex(db);
	}
};
