import { join } from 'node:path';
import type { Run } from '#schema/run.ts';
import { localStorage } from '#server/files/storage.ts';
import { announce } from '#server/jobs/announce.ts';
import { log } from '#server/log.ts';

type Level = 'INFO' | 'WARNING' | 'ERROR';

/**
 * Adds a line to the log file in the run's directory, which carries the time the attempt began in its name
 * (spec/pipeline.md §7.1), and tells open pages. A log that cannot be written never stops a run.
 */
export async function logRun(
	run: Pick<Run, 'id' | 'path' | 'startedAt'>,
	stage: string,
	text: string,
	level: Level = 'INFO'
): Promise<void> {
	const at = new Date();
	const began = stamp(run.startedAt ?? at).replace(/[ :]/g, '-');
	const line = `${stamp(at)} ${stage} ${level} ${text}\n`;
	try {
		await localStorage().append(join(run.path, `${began}_log.txt`), line);
	} catch (error) {
		log.warn('a line of a run’s log was not written', { runId: run.id, error: String(error) });
	}
	const detail = { runId: run.id, level, text };
	await announce({ topic: `run-${run.id}`, kind: 'log', byId: null, byName: null, detail });
}

/** UTC. */
function stamp(at: Date): string {
	return at.toISOString().slice(0, 19).replace('T', ' ');
}
