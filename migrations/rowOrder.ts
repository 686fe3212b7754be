import { createCollections } from '../src/lib/server/store/collections.ts';
import type { Migration } from '../src/lib/server/store/migration.ts';
import { dropShortRowIndexes } from '../src/lib/server/store/watchlistRows.ts';

/** Rows of watchlists in an order that tells those of one place apart, so that one can go on from any of them. */
export const rowOrder: Migration = {
	async up(db) {
		await createCollections(db);
		await dropShortRowIndexes(db);
	}
};
