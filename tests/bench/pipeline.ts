import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Run } from '#schema/run.ts';
import { simulateSurvey } from '#science/simulate/survey.ts';
import { initRun } from '#server/commands/runs/initRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { config } from '#server/config.ts';
import { store } from '#server/store/client.ts';
import { findRun } from '#server/store/runs.ts';
import { startWorking } from '../../workers/startWorking.ts';
import { timed, type Row } from './report.ts';

const EPOCHS = 10;
const SOURCES = 5000;
const NPIX = 1500;
const NAME = 'bench';

/** A whole run as users start it: jobs in Redis, files, MongoDB, Parquet, until it can be vetted. */
export async function benchPipeline(): Promise<Row[]> {
	const { answer: bytes } = await timed(writeSurvey);
	const run = await initRun({ user: null }, { name: NAME });
	await writeFile(join(run.path, 'config.yaml'), configOf(run.path));
	const working = startWorking();
	const stages = new Map<string, number>();
	const { ms, answer: ended } = await timed(async () => {
		await startRun({ user: null }, { runId: run.id });
		return untilEnded(run.id, stages);
	});
	await working.stop();
	if (ended.status !== 'END') throw new Error(`the run ended in ${ended.status}: ${ended.error}`);
	const ingestMs = stages.get('ingest') ?? NaN;
	const rows = ended.nSelavyMeasurements;
	const size = `${EPOCHS} images of ${NPIX}², ${rows} catalogue rows`;
	return [
		{ what: 'ingest', value: (rows / ingestMs) * 1000, unit: 'rows/s', note: size },
		{
			what: 'ingest',
			value: (EPOCHS / ingestMs) * 1000,
			unit: 'images/s',
			note: `${(bytes / 2 ** 20).toFixed(0)} MiB read`
		},
		...[...stages].map(([stage, spent]) => ({
			what: `stage ${stage}`,
			value: spent / 1000,
			unit: 's',
			note: 'as the run’s progress shows it, to 20 ms'
		})),
		{
			what: 'whole run, 10 × 5 000',
			value: ms / 1000,
			unit: 's',
			note: `${ended.nSources} sources, written and ranked`
		}
	];
}

async function writeSurvey(): Promise<number> {
	const survey = simulateSurvey({
		...{ epochs: EPOCHS, sources: SOURCES, npix: NPIX, seed: 5, fields: 1, pixels: 'noise' },
		bands: [{ frequencyMhz: 887.5, bandwidthMhz: 288, beamArcsec: 15, rmsMjy: 0.02, frame: 'FK5' }]
	});
	let bytes = 0;
	for (const file of survey) {
		const path = join(config().RAW_IMAGE_DIR, NAME, file.path);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, file.bytes);
		bytes += file.bytes.byteLength;
	}
	return bytes;
}

function configOf(path: string): string {
	const inputs = { image: 'images/*', selavy: 'catalogues/*', noise: 'noise/*' };
	const globs = Object.entries(inputs).map(
		([kind, glob]) => `  ${kind}:\n    glob: ${NAME}/${glob}`
	);
	return `run:\n  path: ${JSON.stringify(path)}\ninputs:\n${globs.join('\n')}\n`;
}

/** Waits for the end, and notes how long each stage was under way. */
async function untilEnded(runId: number, stages: Map<string, number>): Promise<Run> {
	let last = performance.now();
	for (;;) {
		const run = await findRun(store(), runId);
		if (!run) throw new Error('the run is gone');
		const now = performance.now();
		const stage = run.progress?.stage ?? 'ingest';
		stages.set(stage, (stages.get(stage) ?? 0) + now - last);
		last = now;
		const isRanked = run.status !== 'END' || (await hasCandidates());
		if (isRanked && ['END', 'ERR', 'CAN'].includes(run.status)) return run;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** Ranking comes after END; a run is done when its candidates can be vetted. */
async function hasCandidates(): Promise<boolean> {
	return (await store().db.collection('candidates').countDocuments({}, { limit: 1 })) > 0;
}
