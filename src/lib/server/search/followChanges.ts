import { SEARCH_KINDS } from '#schema/search.ts';
import { log } from '../log.ts';
import { store } from '../store/client.ts';
import { writeNoteText } from '../store/noteTexts.ts';
import { findEntries } from '../store/searchable.ts';
import { presentTime, watchSearched, type SearchChange } from '../store/searchChanges.ts';
import { readFollowedUntil, writeFollowedUntil } from '../store/settings.ts';
import { noteTextOf } from './noteText.ts';
import { reindexEverything } from './reindex.ts';
import { countEntries, dropEntries, putEntries } from './searchIndex.ts';

/** Changes within this time are taken in together. */
const GATHER_MS = 40;
const TRY_AGAIN_MS = 2000;
type Moment = Awaited<ReturnType<typeof presentTime>>;

/**
 * Keeps the search index up with the database, whoever writes to it, until stopped. An index that is empty or too far
 * behind is filled anew. Several workers may follow at once: what one has done, the other does again to no effect.
 */
export function followChanges(): { stop: () => Promise<void> } {
	const pending = new Map<string, SearchChange>();
	let until: Moment | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let working: Promise<void> = Promise.resolve();
	let stopped = false;
	let refill = false;
	let close = () => Promise.resolve();

	function soon(afterMs: number): void {
		if (stopped) return;
		timer ??= setTimeout(() => {
			timer = undefined;
			working = working.then(takeIn);
		}, afterMs);
	}

	async function takeIn(): Promise<void> {
		const changes = [...pending.values()];
		const reached = until;
		pending.clear();
		try {
			if (refill) {
				await reindexEverything();
				refill = false;
			}
			await takeInChanges(changes);
			if (reached) await writeFollowedUntil(store(), reached);
		} catch (error) {
			log.warn('the search index could not be kept up', { error: String(error) });
			for (const change of changes) pending.set(keyOf(change), change);
			soon(TRY_AGAIN_MS);
		}
	}

	async function start(): Promise<void> {
		const now = await presentTime(store());
		const since = await readFollowedUntil(store());
		refill = since === null || (await countEntries().catch(() => 0)) === 0;
		until = since ?? now;
		if (stopped) return;
		close = watchSearched(store(), since ?? now, {
			onChange(change, at) {
				pending.set(keyOf(change), change);
				until = at;
				soon(GATHER_MS);
			},
			onGap() {
				refill = true;
				soon(0);
			}
		});
		if (refill) soon(0);
	}

	async function startWhenPossible(): Promise<void> {
		while (!stopped) {
			try {
				return await start();
			} catch (error) {
				log.warn('the search index cannot be followed yet', { error: String(error) });
				await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
			}
		}
	}

	const started = startWhenPossible();
	return {
		stop: async () => {
			stopped = true;
			await started;
			clearTimeout(timer);
			await close();
			await working;
		}
	};
}

async function takeInChanges(changes: SearchChange[]): Promise<void> {
	for (const { kind, key: room } of changes) {
		if (kind !== 'room') continue;
		await writeNoteText(store(), { room, text: await noteTextOf(room), at: new Date() });
	}
	for (const kind of SEARCH_KINDS) {
		const kinds = kind === 'note' ? ['note', 'room'] : [kind];
		const keys = changes.filter((change) => kinds.includes(change.kind)).map(({ key }) => key);
		const entries = await findEntries(store(), kind, keys);
		const there = new Set(entries.map(({ key }) => key));
		await putEntries(entries);
		await dropEntries(keys.filter((key) => !there.has(key)).map((key) => ({ kind, key })));
	}
}

function keyOf({ kind, key }: SearchChange): string {
	return `${kind} ${key}`;
}
