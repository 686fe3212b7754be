import { createCollections } from '../src/lib/server/store/collections.ts';
import type { Migration } from '../src/lib/server/store/migration.ts';
import { noteNoHiddenTests } from '../src/lib/server/store/queues.ts';

/** Made events in light curves, and what people said of them. */
export const hiddenTests: Migration = {
	async up(db) {
		await createCollections(db);
		await noteNoHiddenTests(db, 'testShare');
	}
};
