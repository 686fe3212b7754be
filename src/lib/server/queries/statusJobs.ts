import type { ErrorCause, JobsState, StatusErrors } from '#schema/status.ts';
import { countJobs } from '../jobs/jobCounts.ts';
import { latestAuditEvent } from '../store/auditEvents.ts';
import { store } from '../store/client.ts';
import { jobFailuresSince, type JobFailures } from '../store/jobFailures.ts';
import { runNames, runsInError } from '../store/runLatencies.ts';

const ERRORS_MS = 7 * 86_400_000;
const MOST_RUNS = 5;

/** Depth and rate of every kind of job, and who paused those that are paused. */
export async function jobsStates(): Promise<JobsState[]> {
	const counts = await countJobs();
	return Promise.all(
		counts.map(async (state) => ({
			...state,
			pausedBy: state.isPaused ? await whoPaused(state.kind) : null
		}))
	);
}

async function whoPaused(kind: string): Promise<JobsState['pausedBy']> {
	const event = await latestAuditEvent(store(), { target: `jobs ${kind}`, action: 'pauseJobs' });
	return event && { name: event.byName, at: event.at };
}

/** Failures of the last week by cause, the latest first, and the runs that stand in error. */
export async function statusErrors(now: Date): Promise<StatusErrors> {
	const since = new Date(now.getTime() - ERRORS_MS);
	const [failures, runs] = await Promise.all([
		jobFailuresSince(store(), since),
		runsInError(store())
	]);
	const names = await runNames(store(), [...new Set(failures.flatMap(({ runIds }) => runIds))]);
	return { since, causes: [...byCause(failures)].map((group) => causeOf(group, names)), runs };
}

/** In the order of the latest of each. */
function byCause(failures: JobFailures[]): Iterable<JobFailures[]> {
	const groups = new Map<string, JobFailures[]>();
	for (const failure of failures) {
		const known = groups.get(failure.cause);
		if (known) known.push(failure);
		else groups.set(failure.cause, [failure]);
	}
	return groups.values();
}

function causeOf(group: JobFailures[], names: Map<number, string>): ErrorCause {
	const [{ cause, latest, lastAt }] = group;
	const sum = (of: (failures: JobFailures) => number) =>
		group.reduce((total, failures) => total + of(failures), 0);
	const runIds = [...new Set(group.flatMap((failures) => failures.runIds))].sort((a, b) => b - a);
	return {
		cause,
		latest,
		kinds: [...new Set(group.map(({ kind }) => kind))],
		failed: sum((failures) => failures.failed),
		retried: sum((failures) => failures.retried),
		firstAt: new Date(Math.min(...group.map(({ firstAt }) => firstAt.getTime()))),
		lastAt,
		runs: runIds
			.flatMap((id) => {
				const name = names.get(id);
				return name === undefined ? [] : [{ id, name }];
			})
			.slice(0, MOST_RUNS)
	};
}
