import { createCollections } from '../src/lib/server/store/collections.ts';
import { noteMadeEvents } from '../src/lib/server/store/honeypots.ts';
import type { Migration } from '../src/lib/server/store/migration.ts';
import { noteNoHiddenTests } from '../src/lib/server/store/queues.ts';

/** Candidates that somebody is served once more; every answer until now was to a made event. */
export const hiddenRepeats: Migration = {
	async up(db) {
		await createCollections(db);
		await noteNoHiddenTests(db, 'repeatShare');
		await noteMadeEvents(db);
	}
};
