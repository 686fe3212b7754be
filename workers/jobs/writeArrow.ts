import { Failure } from '#schema/failure.ts';
import { writeArrow } from '#server/commands/runs/writeArrow.ts';
import { announce } from '#server/jobs/announce.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { findUser } from '#server/store/users.ts';
import { arrowInThread } from '../arrowThread.ts';

/** Writes a run's Arrow files for somebody who asked for them in the browser. */
export const writeArrowFiles: Handler<'writeArrow'> = {
	kind: 'writeArrow',
	concurrency: 1,
	async handle({ runId, overwrite, byId }) {
		const user = await findUser(store(), byId);
		// Somebody who is gone meanwhile asks for nothing.
		if (!user) return;
		try {
			await writeArrow({ user }, { runId, overwrite }, (order) => arrowInThread(order));
		} catch (error) {
			// The run's log says why; trying again would not change it.
			if (!(error instanceof Failure)) throw error;
		}
		await tell(runId);
	},
	async onFailed({ runId }, error) {
		log.error('Arrow files could not be written', { runId, error });
		await tell(runId);
	}
};

/** Open pages look at the logs again. */
async function tell(runId: number): Promise<void> {
	const detail = { runId };
	await announce({ topic: `run-${runId}`, kind: 'log', byId: null, byName: null, detail });
}
