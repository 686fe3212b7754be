import type { JobKind } from '#schema/job.ts';
import { consumeJobs } from '#server/jobs/consumeJobs.ts';
import { handlerTable } from '#server/jobs/handlers.ts';
import { associate } from './jobs/associate.ts';
import { deliver } from './jobs/deliver.ts';
import { digest, scheduleDigest } from './jobs/digest.ts';
import { importCatalogue } from './jobs/importCatalogue.ts';
import { indexSearch } from './jobs/indexSearch.ts';
import { ingestImage } from './jobs/ingestImage.ts';
import { publish } from './jobs/publish.ts';
import { rank } from './jobs/rank.ts';
import { reworkMetrics } from './jobs/reworkMetrics.ts';
import { score } from './jobs/score.ts';
import { watchRun } from './jobs/watchRun.ts';
import { writeArrowFiles } from './jobs/writeArrow.ts';
import { closePool } from './pool.ts';

/** Works on every kind of job but these in this process until `stop`, which waits for those under way. */
export function startWorking({ without = [] }: { without?: readonly JobKind[] } = {}): {
	stop: () => Promise<void>;
} {
	const handlers = handlerTable([
		associate,
		deliver,
		digest,
		importCatalogue,
		indexSearch,
		ingestImage,
		publish,
		rank,
		reworkMetrics,
		score,
		watchRun,
		writeArrowFiles
	]);
	for (const kind of without) handlers.delete(kind);
	const consumer = consumeJobs(handlers);
	scheduleDigest();
	return {
		stop: async () => {
			await consumer.close();
			await closePool();
		}
	};
}
