import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { createQueue } from '#server/commands/queues/createQueue.ts';
import { initRun } from '#server/commands/runs/initRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { localStorage } from '#server/files/storage.ts';
import { store } from '#server/store/client.ts';
import { queuesOfRuns } from '#server/store/queues.ts';
import { findRunByName } from '#server/store/runs.ts';
import { findAccount } from '#server/store/users.ts';
import type { Output } from './output.ts';
import { untilEnded } from './untilEnded.ts';

/** Name of the demo's run, and of its survey's directory among the raw images. */
export const DEMO_RUN = 'demo-survey';
const BLIND_QUEUE = 'Blind second opinion';

/** Processes the demo's survey as anyone's run is processed, and sees to its two queues. */
export async function demoRun(output: Output): Promise<void> {
	const run = await processed(output);
	if (run.status !== 'END')
		throw new Failure('Unavailable', `The demo's run did not complete. ${run.error ?? ''}`);
	output.message({ message: `${run.nSources} sources in ${run.nImages} images.` });
	await ensureBlindQueue(run.id);
}

async function processed(output: Output): Promise<Run> {
	const description = 'A simulated survey: 4 fields, 2 bands; the truth is in truth.csv.';
	const run =
		(await findRunByName(store(), DEMO_RUN)) ??
		(await initRun({ user: null }, { name: DEMO_RUN, description }));
	if (run.status === 'END') return run;
	await localStorage().writeAtomically(join(run.path, 'config.yaml'), demoConfig(run.path));
	if (run.status !== 'QUE' && run.status !== 'RUN') {
		output.message({ message: 'Processing it…' });
		await startRun({ user: null }, { runId: run.id });
	}
	return untilEnded(run.id, output, { scores: false });
}

function demoConfig(path: string): string {
	return `# The demo's run. Relative names start at the raw image directory.
run:
  path: ${JSON.stringify(path)}
inputs:
  image:
    glob: ${DEMO_RUN}/images/*.fits
  selavy:
    glob: ${DEMO_RUN}/catalogues/*
  noise:
    glob: ${DEMO_RUN}/noise/*.fits
source_association:
  method: basic
  radius: 10.0
`;
}

async function ensureBlindQueue(runId: number): Promise<void> {
	const queues = await queuesOfRuns(store(), [runId]);
	if (queues.some((queue) => queue.name === BLIND_QUEUE)) return;
	const curator = await findAccount(store(), 'ana');
	if (!curator) throw new Failure('NotFound', 'The demo account ana was deleted.');
	await createQueue(
		{ user: curator.user },
		{
			name: BLIND_QUEUE,
			description: 'The same candidates; others’ votes stay sealed until you have given yours.',
			sealing: 'blind',
			wanted: ['ese'],
			ruleChoice: 'expert',
			from: 'ranking',
			runId
		}
	);
}
