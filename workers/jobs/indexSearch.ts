import type { Handler } from '#server/jobs/handlers.ts';
import { reindexEverything } from '#server/search/reindex.ts';

/** Fills the search engine's index from the database. */
export const indexSearch: Handler<'indexSearch'> = {
	kind: 'indexSearch',
	concurrency: 1,
	handle: async () => void (await reindexEverything())
};
