import { advanceRun } from '#server/commands/inbox/advanceRun.ts';
import { config } from '#server/config.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import { runsWithWork } from '#server/store/inboxEpochs.ts';
import { holdWatch, listInboxes, releaseWatch } from '#server/store/inboxes.ts';
import { judgeAllPosted } from './inboxPosted.ts';
import { WatchedInbox } from './inboxWatched.ts';

const LEASE_MS = 8000;
/** Looking takes at most this part of the time, however large the folders. */
const LARGEST_SHARE = 0.2;

/**
 * Watches every inbox, in one worker process at a time: the first that comes holds the watch, and another takes over when it
 * has not been heard of for a while.
 */
export function watchInboxes(): { stop: () => Promise<void> } {
	const holder = newId();
	const watched = new Map<number, WatchedInbox>();
	let stopping = false;
	let wake: () => void = () => undefined;
	const renewal = setInterval(() => void hold(holder), LEASE_MS / 4);
	const watching = watch();

	async function watch(): Promise<void> {
		while (!stopping) {
			const began = performance.now();
			if (await hold(holder)) await lookAtAll(watched);
			else watched.clear();
			const tookMs = performance.now() - began;
			await sleep(Math.max(config().INBOX_LOOK_MS, tookMs / LARGEST_SHARE - tookMs));
		}
	}

	function sleep(ms: number): Promise<void> {
		if (stopping) return Promise.resolve();
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, ms);
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	return {
		stop: async () => {
			stopping = true;
			wake();
			await watching;
			clearInterval(renewal);
			await releaseWatch(store(), holder).catch(() => undefined);
		}
	};
}

async function hold(holder: string): Promise<boolean> {
	try {
		return await holdWatch(store(), { holder, leaseMs: LEASE_MS });
	} catch (error) {
		log.warn('inboxes are not watched', { error });
		return false;
	}
}

async function lookAtAll(watched: Map<number, WatchedInbox>): Promise<void> {
	try {
		const inboxes = await listInboxes(store());
		const ids = new Set(inboxes.map(({ id }) => id));
		for (const id of watched.keys()) if (!ids.has(id)) watched.delete(id);
		for (const inbox of inboxes) {
			const known = watched.get(inbox.id) ?? new WatchedInbox();
			watched.set(inbox.id, known);
			await known.look(inbox);
		}
		await judgeAllPosted();
		for (const runId of await runsWithWork(store())) {
			const isStillComing = watched.get(runId)?.isStillComing() ?? false;
			await advanceRun(runId, { isStillComing });
		}
	} catch (error) {
		log.warn('inboxes could not be looked at', { error });
	}
}
