import type { EngineState, StoreSizes, Part } from '#schema/status.ts';
import { redisFigures } from '../jobs/redisFigures.ts';
import { searchFigures } from '../search/searchFigures.ts';
import { store } from '../store/client.ts';
import { storeFigures, storeServer } from '../store/storeFigures.ts';
import { part, PATIENCE_MS } from './statusPart.ts';

/** An engine that takes longer than this to say how it is holds people up. */
const SLOW_MS = 1000;

interface Engine {
	name: string;
	does: string;
	/** What people cannot do while it is away. */
	without: string;
	ask: () => Promise<{ version: string; uptimeSeconds: number | null }>;
}

const ENGINES: readonly Engine[] = [
	{
		name: 'MongoDB',
		does: 'keeps everything',
		without: 'no page works.',
		ask: () => storeServer(store(), PATIENCE_MS)
	},
	{
		name: 'Redis',
		does: 'holds the jobs and carries live news',
		without: 'nothing is processed and open pages hear no news. What people save is safe.',
		ask: redisFigures
	},
	{
		name: 'Meilisearch',
		does: 'forgives typos in searches',
		without: 'searches find only what is typed exactly.',
		ask: async () => ({ ...(await searchFigures(PATIENCE_MS)), uptimeSeconds: null })
	}
];

/** Every engine, asked at the same time; one that hangs is waited for no longer than the page's patience. */
export function engineStates(): Promise<EngineState[]> {
	return Promise.all(ENGINES.map(stateOf));
}

async function stateOf({ name, does, without, ask }: Engine): Promise<EngineState> {
	const began = performance.now();
	const answer = await part(name, ask);
	const latencyMs = performance.now() - began;
	if ('problem' in answer) {
		const problem = `${answer.problem} Until it is back, ${without}`;
		return { name, does, state: 'down', latencyMs: null, version: null, since: null, problem };
	}
	const { version, uptimeSeconds } = answer.value;
	const since = uptimeSeconds === null ? null : new Date(Date.now() - uptimeSeconds * 1000);
	const isSlow = latencyMs > SLOW_MS;
	const problem = isSlow ? `${name} is slow to answer. Pages wait for it.` : '';
	return { name, does, state: isSlow ? 'slow' : 'up', latencyMs, version, since, problem };
}

/** What each engine keeps, and the room it takes. */
export function storeSizes(): Promise<Part<StoreSizes>[]> {
	return Promise.all([
		part('MongoDB', mongoSizes),
		part('Redis', redisSizes),
		part('Meilisearch', searchSizes)
	]);
}

async function mongoSizes(): Promise<StoreSizes> {
	const figures = await storeFigures(store(), PATIENCE_MS);
	return {
		name: 'MongoDB',
		parts: [
			{ what: 'documents on disk', bytes: figures.storageBytes, count: figures.documents },
			{ what: 'indexes on disk', bytes: figures.indexBytes, count: null },
			...figures.largest.map(({ name, bytes, documents }) => ({
				...{ what: name, bytes, count: documents }
			})),
			{ what: 'free on its disk', bytes: figures.diskFreeBytes, count: null }
		]
	};
}

async function redisSizes(): Promise<StoreSizes> {
	const { usedBytes, peakBytes, mostBytes, keys } = await redisFigures();
	const limit = mostBytes > 0 ? [{ what: 'memory it may use', bytes: mostBytes, count: null }] : [];
	return {
		name: 'Redis',
		parts: [
			{ what: 'memory in use', bytes: usedBytes, count: keys },
			{ what: 'most memory so far', bytes: peakBytes, count: null },
			...limit
		]
	};
}

async function searchSizes(): Promise<StoreSizes> {
	const { bytes, entries } = await searchFigures(PATIENCE_MS);
	return { name: 'Meilisearch', parts: [{ what: 'index on disk', bytes, count: entries }] };
}
