import { Failure } from '#schema/failure.ts';
import { judgePosted } from '#server/commands/inbox/judgePosted.ts';
import { runImages, type RunImages } from '#server/commands/inbox/runImages.ts';
import { config } from '#server/config.ts';
import { store } from '#server/store/client.ts';
import { moveEpochs, postedEpochs } from '#server/store/inboxEpochs.ts';
import { findRunDoc } from '#server/store/runs.ts';
import { inboxReader } from './inboxReader.ts';

/** Checks what came by the API since the last look. */
export async function judgeAllPosted(): Promise<void> {
	const known = new Map<number, RunImages | null>();
	const { INBOX_SETTLE_MS: settleMs, INBOX_PATIENCE_MS: patienceMs } = config();
	for (const epoch of await postedEpochs(store())) {
		const run = known.has(epoch.runId) ? known.get(epoch.runId) : await imagesOf(epoch.runId);
		known.set(epoch.runId, run ?? null);
		const where = { ids: [epoch.id], from: 'waiting' } as const;
		if (!run) {
			const reason = `There is no run ${epoch.runId} any more.`;
			await moveEpochs(store(), where, { state: 'quarantined', reason });
			continue;
		}
		try {
			await judgePosted(epoch, { known: run, reader: inboxReader, settleMs, patienceMs });
		} catch (error) {
			// It is looked at again; what cannot be read for long enough has been judged before.
			if (!(error instanceof Failure)) throw error;
			await moveEpochs(store(), where, { reason: error.message });
		}
	}
}

async function imagesOf(runId: number): Promise<RunImages | null> {
	const run = await findRunDoc(store(), runId);
	return run && runImages(run);
}
