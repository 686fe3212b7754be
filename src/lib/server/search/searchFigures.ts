import { Meilisearch } from 'meilisearch';
import { config } from '../config.ts';

/** What the search engine says of itself. */
export interface SearchFigures {
	version: string;
	/** Of all installations that it serves. */
	bytes: number;
	entries: number;
	isIndexing: boolean;
}

export async function searchFigures(timeout: number): Promise<SearchFigures> {
	const { MEILI_URL: host, MEILI_KEY: apiKey, MONGODB_DB } = config();
	const client = new Meilisearch({ host, apiKey, timeout });
	const [{ pkgVersion: version }, stats] = await Promise.all([
		client.getVersion(),
		client.getStats()
	]);
	// Before anything was indexed, there is no index of ours, whatever the types say.
	const own = stats.indexes[`${MONGODB_DB}_search`] as
		{ numberOfDocuments: number; isIndexing: boolean } | undefined;
	return {
		version,
		bytes: stats.databaseSize,
		entries: own?.numberOfDocuments ?? 0,
		isIndexing: own?.isIndexing ?? false
	};
}
