import type { DiskState, StatusPage } from '#schema/status.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { config } from '../config.ts';
import { diskFree } from '../files/diskFree.ts';
import { listFailedJobs } from '../jobs/failedJobs.ts';
import { listWorkers } from '../jobs/heartbeat.ts';
import { store } from '../store/client.ts';
import { listOutsideJobs } from '../store/outsideJobs.ts';
import { runsUnderWay } from '../store/runLatencies.ts';
import { signedIn } from './signedIn.ts';
import { engineStates, storeSizes } from './statusEngines.ts';
import { jobsStates, statusErrors } from './statusJobs.ts';
import { part } from './statusPart.ts';
import { arrivals, latencies } from './statusTimes.ts';

/** However many people look, the engines are asked once within so many ms. */
const SHARED_MS = 1500;
const MOST_FAILED = 50;
const OUTSIDE_MS = 86_400_000;
const MOST_OUTSIDE = 50;

type Seen = Omit<StatusPage, 'allowed'>;

let latest: { at: number; seen: Promise<Seen> } | null = null;

/** What is going on right now. No part of it holds up another, and nothing that is down makes it fail. */
export async function statusPage(user: User | null): Promise<StatusPage> {
	const reader = signedIn(user);
	if (!latest || Date.now() - latest.at > SHARED_MS) latest = { at: Date.now(), seen: look() };
	const { runs, ...seen } = await latest.seen;
	return {
		...seen,
		runs:
			'problem' in runs
				? runs
				: {
						value: runs.value.map((run) => ({
							...run,
							mayCancel:
								['QUE', 'RUN'].includes(run.status) &&
								!run.cancelRequested &&
								may(reader, 'cancelRun', { ownerId: run.userId })
						}))
					},
		allowed: { manage: may(reader, 'manageJobs') }
	};
}

/** Has the next look ask anew: somebody has just changed something. */
export function forgetStatus(): void {
	latest = null;
}

async function look(): Promise<Seen> {
	const at = new Date();
	const outsideSince = new Date(at.getTime() - OUTSIDE_MS);
	const [engines, workers, runs, jobs, failed, errors, arrived, taken, disks, stores, outside] =
		await Promise.all([
			engineStates(),
			part('Workers', listWorkers),
			part('Runs', async () =>
				(await runsUnderWay(store())).map((run) => ({ ...run, mayCancel: false }))
			),
			part('Jobs', jobsStates),
			part('Failed jobs', () => listFailedJobs(MOST_FAILED)),
			part('Errors', () => statusErrors(at)),
			part('Arrivals', () => arrivals(at)),
			part('Latency', () => latencies(at)),
			diskStates(),
			storeSizes(),
			part('Jobs of other pipelines', () =>
				listOutsideJobs(store(), { since: outsideSince, limit: MOST_OUTSIDE })
			)
		]);
	return {
		...{ at, engines, workers, runs, jobs, failed, errors },
		...{ arrivals: arrived, latencies: taken, disks, stores, outside }
	};
}

function diskStates(): Promise<DiskState[]> {
	const { CAUSTIC_DATA_DIR, PIPELINE_WORKING_DIR, RAW_IMAGE_DIR } = config();
	const directories = [
		{ what: 'Data', path: CAUSTIC_DATA_DIR },
		{ what: 'Runs', path: PIPELINE_WORKING_DIR },
		{ what: 'Raw images', path: RAW_IMAGE_DIR }
	];
	return Promise.all(
		directories.map(async ({ what, path }) => {
			const free = await part(what, () => diskFree(path));
			if ('value' in free) return { what, path, ...free.value, problem: '' };
			return { what, path, freeBytes: NaN, totalBytes: NaN, problem: free.problem };
		})
	);
}
