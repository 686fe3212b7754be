import type { TestEnvironment } from './engines.ts';
import { startChild, type Child } from './child.ts';

/** The production worker process; jobs wait in Redis until it is up, so nothing has to wait here. */
export function startWorker(
	environment: TestEnvironment,
	extra: Record<string, string> = {}
): Child {
	return startChild('jobs.js', [], { ...environment, ...extra });
}
