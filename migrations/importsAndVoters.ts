import { createCollections } from '../src/lib/server/store/collections.ts';
import type { Migration } from '../src/lib/server/store/migration.ts';
import { noteNoVotersAsked } from '../src/lib/server/store/savedQueries.ts';

/** Imports of large catalogues; questions about who has voted. */
export const importsAndVoters: Migration = {
	async up(db) {
		await createCollections(db);
		await noteNoVotersAsked(db);
	}
};
