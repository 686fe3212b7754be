import { noteCandidateStates } from '../src/lib/server/store/candidates.ts';
import { createCollections } from '../src/lib/server/store/collections.ts';
import { noteCommentTargets } from '../src/lib/server/store/comments.ts';
import { noteFavouriteNotes } from '../src/lib/server/store/favourites.ts';
import type { Migration } from '../src/lib/server/store/migration.ts';
import { noteQueueDefaults } from '../src/lib/server/store/queues.ts';
import { noteTagTargets } from '../src/lib/server/store/tags.ts';
import { seedTaxonomy } from '../src/lib/server/store/taxonomies.ts';
import { noteTaxonomyVersions } from '../src/lib/server/store/votes.ts';

/** Queues get rules, voters and an order of work, candidates a state, votes the class list they were chosen from. */
export const vettingTogether: Migration = {
	async up(db) {
		// Before the collections: what tags are unique by has changed.
		await noteTagTargets(db);
		await createCollections(db);
		await noteQueueDefaults(db);
		await noteCandidateStates(db);
		await noteTaxonomyVersions(db);
		await seedTaxonomy(db);
		await noteFavouriteNotes(db);
		await noteCommentTargets(db);
	}
};
