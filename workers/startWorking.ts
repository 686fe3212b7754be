import { consumeJobs } from '#server/jobs/consumeJobs.ts';
import { handlerTable } from '#server/jobs/handlers.ts';
import { associate } from './jobs/associate.ts';
import { indexTags } from './jobs/indexTags.ts';
import { ingestImage } from './jobs/ingestImage.ts';
import { publish } from './jobs/publish.ts';
import { rank } from './jobs/rank.ts';
import { closePool } from './pool.ts';

/** Works on every kind of job in this process until `stop`, which waits for those under way. */
export function startWorking(): { stop: () => Promise<void> } {
	const handlers = handlerTable([associate, indexTags, ingestImage, publish, rank]);
	const consumer = consumeJobs(handlers);
	return {
		stop: async () => {
			await consumer.close();
			await closePool();
		}
	};
}
