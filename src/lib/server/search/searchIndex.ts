import { Meilisearch, type Index } from 'meilisearch';
import type { SearchEntry, SearchKind } from '#schema/search.ts';
import { config } from '../config.ts';
import { log } from '../log.ts';
import { derivedId } from '../store/ids.ts';

/** An entry as the index holds it. Meilisearch allows fewer signs in an id than a tag may have. */
type IndexedEntry = Pick<SearchEntry, 'kind' | 'key' | 'name' | 'text' | 'uses'> & { id: string };

/** What resembles a text, and the words by which it does. */
export interface Similar {
	kind: SearchKind;
	key: string;
	words: string[];
}

/** Typing does not wait longer than this for forgiven typos. */
const PATIENCE_MS = 300;
const AT_ONCE = 5000;
/** Of Unicode’s private use: signs that no keyboard gives. */
const MARK = { begin: '\uE000', end: '\uE001' };
const MARKED = /\uE000([^\uE000\uE001]*)\uE001/g;

let prepared: Promise<Index<IndexedEntry>> | null = null;

/** What resembles the text, best first, up to `limit` of each kind; null when the search engine is away or slow. */
export async function findSimilar(
	text: string,
	{ kinds, limit }: { kinds: readonly SearchKind[]; limit: number }
): Promise<Similar[] | null> {
	const query = {
		indexUid: indexName(),
		q: text,
		limit,
		matchingStrategy: 'all' as const,
		attributesToRetrieve: ['kind', 'key'],
		attributesToHighlight: ['name', 'text'],
		highlightPreTag: MARK.begin,
		highlightPostTag: MARK.end
	};
	try {
		const { results } = await client(PATIENCE_MS).multiSearch<
			{ queries: (typeof query)[] },
			IndexedEntry
		>({ queries: kinds.map((kind) => ({ ...query, filter: `kind = ${kind}` })) });
		return results.flatMap(({ hits }) =>
			hits.map(({ kind, key, _formatted }) => ({
				kind,
				key,
				words: markedWords(`${_formatted?.name ?? ''} ${_formatted?.text ?? ''}`)
			}))
		);
	} catch (error) {
		log.warn('search answers from the database alone', { error: String(error) });
		return null;
	}
}

/** Takes entries in, new or changed. Resolves when the search engine has them in its queue. */
export async function putEntries(entries: SearchEntry[]): Promise<void> {
	if (entries.length === 0) return;
	await withIndex((index) => index.addDocuments(entries.map(indexed)));
}

export async function dropEntries(entries: Pick<SearchEntry, 'kind' | 'key'>[]): Promise<void> {
	if (entries.length === 0) return;
	await withIndex((index) => index.deleteDocuments(entries.map(entryId)));
}

/** Fills the index anew. Resolves to how many entries the search engine has taken in. */
export async function replaceEntries(batches: AsyncIterable<SearchEntry[]>): Promise<number> {
	return withIndex(async (index) => {
		await index.deleteAllDocuments();
		let taken = 0;
		let waiting: IndexedEntry[] = [];
		for await (const batch of batches) {
			waiting.push(...batch.map(indexed));
			taken += batch.length;
			if (waiting.length < AT_ONCE) continue;
			await index.addDocuments(waiting);
			waiting = [];
		}
		// Its tasks are done in order: when the last one is, all are.
		await index.addDocuments(waiting).waitTask({ timeout: 600_000 });
		return taken;
	});
}

/** Entries in the index; 0 for one that was lost. */
export function countEntries(): Promise<number> {
	return withIndex(async (index) => (await index.getStats()).numberOfDocuments);
}

/** Whether the search engine answers; for /healthz. */
export async function pingSearch(): Promise<boolean> {
	return client(2000).isHealthy();
}

async function withIndex<R>(act: (index: Index<IndexedEntry>) => Promise<R>): Promise<R> {
	try {
		prepared ??= prepare();
		return await act(await prepared);
	} catch (error) {
		prepared = null;
		throw error;
	}
}

/** The index with its settings, asked for once per process. Meilisearch works off what it is sent in order. */
async function prepare(): Promise<Index<IndexedEntry>> {
	const meilisearch = client(10_000);
	// Ends as a failed task where the index is there already.
	await meilisearch.createIndex(indexName(), { primaryKey: 'id' }).waitTask({ timeout: 30_000 });
	const index = meilisearch.index<IndexedEntry>(indexName());
	await index.updateSettings({
		searchableAttributes: ['name', 'text'],
		filterableAttributes: ['kind'],
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
	return `${config().MONGODB_DB}_search`;
}

function indexed(entry: SearchEntry): IndexedEntry {
	const { kind, key, name, text, uses } = entry;
	return { id: entryId(entry), kind, key, name, text, uses };
}

function entryId({ kind, key }: Pick<SearchEntry, 'kind' | 'key'>): string {
	return derivedId(kind, key);
}

function markedWords(formatted: string): string[] {
	return [...new Set([...formatted.matchAll(MARKED)].map(([, word]) => word.toLowerCase()))];
}
