import { Meilisearch, type Index } from 'meilisearch';
import type { Tag } from '#schema/label.ts';
import { config } from '../config.ts';
import { log } from '../log.ts';
import { store } from '../store/client.ts';
import { derivedId } from '../store/ids.ts';
import { listTags } from '../store/tags.ts';

/** A tag as the index holds it. Meilisearch allows fewer signs in an id than a tag may have. */
interface TagEntry extends Pick<Tag, 'name' | 'description' | 'uses'> {
	id: string;
}

/** Typing does not wait longer than this for forgiven typos. */
const PATIENCE_MS = 300;

let prepared: Promise<Index<TagEntry>> | null = null;

/** Names of tags that resemble the text, best first; null when the search engine is away or slow. */
export async function searchTags(text: string, limit: number): Promise<string[] | null> {
	try {
		const index = client(PATIENCE_MS).index<TagEntry>(indexName());
		const { hits } = await index.search(text, { limit, attributesToRetrieve: ['name'] });
		return hits.map((hit) => hit.name);
	} catch (error) {
		log.warn('tag search answers from the database alone', { error: String(error) });
		return null;
	}
}

/** Tells the index of a tag, new or changed. Not waited for: the database is the truth, and suggestions ask it too. */
export function indexTag(tag: Tag): void {
	tagIndex()
		.then((index) => index.addDocuments([entryOf(tag)]))
		.catch((error: unknown) => {
			prepared = null;
			log.error('a tag could not be indexed', { tag: tag.name, error: String(error) });
		});
}

/** Fills the index from the database. Resolves when the search engine has taken the tags in. */
export async function reindexTags(): Promise<number> {
	const index = await tagIndex();
	const tags = await listTags(store());
	await index.addDocuments(tags.map(entryOf)).waitTask({ timeout: 60_000 });
	return tags.length;
}

/** Whether the search engine answers; for /healthz. */
export async function pingSearch(): Promise<boolean> {
	return client(2000).isHealthy();
}

/** The index with its settings, asked for once per process. Meilisearch works off what it is sent in order. */
function tagIndex(): Promise<Index<TagEntry>> {
	prepared ??= prepare();
	return prepared;
}

async function prepare(): Promise<Index<TagEntry>> {
	const meilisearch = client(10_000);
	await meilisearch.createIndex(indexName(), { primaryKey: 'id' });
	const index = meilisearch.index<TagEntry>(indexName());
	await index.updateSettings({
		searchableAttributes: ['name', 'description'],
		rankingRules: ['words', 'typo', 'proximity', 'attribute', 'exactness', 'uses:desc'],
		typoTolerance: { minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } }
	});
	return index;
}

function client(timeout: number): Meilisearch {
	return new Meilisearch({ host: config().MEILI_URL, apiKey: config().MEILI_KEY, timeout });
}

/** Several installations may share one search engine; their databases differ. */
function indexName(): string {
	return `${config().MONGODB_DB}_tags`;
}

function entryOf({ name, description, uses }: Tag): TagEntry {
	return { id: derivedId(name), name, description, uses };
}
