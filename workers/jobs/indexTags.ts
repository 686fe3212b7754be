import type { Handler } from '#server/jobs/handlers.ts';
import { reindexTags } from '#server/search/tagIndex.ts';

/** Fills the search engine's index of tags from the database. */
export const indexTags: Handler<'indexTags'> = {
	kind: 'indexTags',
	concurrency: 1,
	handle: async () => void (await reindexTags())
};
