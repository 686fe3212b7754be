import { config } from '#server/config.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { store } from '#server/store/client.ts';
import { noteIngested } from '#server/store/runAttempts.ts';
import { imageFiles } from '../imageFiles.ts';
import { INGESTED_AT_ONCE, ingestOne } from '../ingestOne.ts';
import { catalogueOptions } from '../newImage.ts';
import { logRun } from '../runLog.ts';
import { failRun, workOnRun } from '../runWork.ts';

/** Brings one image of a run into the installation. */
export const ingestImage: Handler<'ingestImage'> = {
	kind: 'ingestImage',
	concurrency: INGESTED_AT_ONCE,
	handle: (job) =>
		workOnRun(job, 'ingest', async ({ run, attempt, signal, progress }) => {
			const images = imageFiles(attempt.inputs);
			progress(Object.keys(attempt.images).length, images.length);
			const { image, spentMs } = await ingestOne(
				images[job.index],
				catalogueOptions(attempt.config, config()),
				{
					attemptId: attempt.id,
					signal,
					say: (text, level) => logRun(run, 'ingest', text, level)
				}
			);
			const done = await noteIngested(store(), {
				runId: job.runId,
				attemptId: job.attempt,
				index: job.index,
				imageId: image.id,
				spentMs
			});
			progress(done, images.length);
		}),
	onFailed: failRun
};
