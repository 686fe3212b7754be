import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '#server/store/migrate.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { initRun } from '#server/commands/runs/initRun.ts';
import { config } from '#server/config.ts';
import { store } from '#server/store/client.ts';
import { findRunByName } from '#server/store/runs.ts';
import { floorSeconds } from './floor.ts';
import type { Row } from './report.ts';
import { runCommand } from './runProcess.ts';
import { SIZES, writeSurvey, type SurveySize, type WrittenSurvey } from './surveys.ts';

const METHODS = ['basic', 'advanced', 'deruiter'] as const;
const NAME = 'bench';
const MIB = 2 ** 20;

interface Variant {
	method: (typeof METHODS)[number];
	forced: boolean;
}

const VARIANTS: Variant[] = METHODS.flatMap((method) => [
	{ method, forced: false },
	{ method, forced: true }
]);

/** Whole runs as people start them, `runpipeline` from its start to its end, for every size, method and forced or not. */
export async function benchPipeline(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const size of SIZES) rows.push(...(await benchSize(size)));
	return rows;
}

/** The same for one size. */
export async function benchSize(size: SurveySize): Promise<Row[]> {
	const survey = await writeSurvey(size);
	const rows: Row[] = [];
	for (const variant of VARIANTS) {
		rows.push(...(await benchRun(survey, variant)));
		// With forced extraction all maps are read and all documents written.
		if (variant === VARIANTS[1]) rows.push(...(await floorRows(survey)));
	}
	await rm(join(config().RAW_IMAGE_DIR, size.name), { recursive: true });
	return rows;
}

async function benchRun(survey: WrittenSurvey, variant: Variant): Promise<Row[]> {
	await store().db.dropDatabase();
	await rm(config().PIPELINE_WORKING_DIR, { recursive: true, force: true });
	await migrate(store());
	const run = await initRun({ user: null }, { name: NAME });
	await closeProducers();
	await writeFile(join(run.path, 'config.yaml'), configOf(run.path, survey, variant));
	const { seconds, peakMib, cpuSeconds } = await runCommand(['runpipeline', NAME]);
	const ended = await findRunByName(store(), NAME);
	if (ended?.status !== 'END')
		throw new Error(`the run ended in ${ended?.status}: ${ended?.error}`);
	const what = `${survey.name}, ${variant.method}${variant.forced ? ', forced' : ''}`;
	const reference = survey.referenceSeconds[variant.forced ? 'forced' : 'plain'];
	const rows = `${ended.nSelavyMeasurements} catalogue rows, ${ended.nForcedMeasurements} forced`;
	return [
		{
			what,
			value: seconds,
			unit: 's',
			note: `${rows}, ${ended.nSources} sources; start-up included`
		},
		{
			what: `${what}: reference / ours`,
			value: reference / seconds,
			unit: '×',
			note: `the reference needs ${reference} s; wanted ${survey.wantedRatio}`
		},
		{
			what: `${what}: peak memory`,
			value: peakMib,
			unit: 'MiB',
			note: 'all own processes; wanted ≤ 1024'
		},
		{ what: `${what}: processor time`, value: cpuSeconds, unit: 's', note: 'without the engines' },
		...Object.entries(ended.spentMs).map(([step, ms]) => ({
			what: `${what}: ${step}`,
			value: ms / 1000,
			unit: 's',
			note: 'summed over threads'
		}))
	];
}

async function floorRows({ name, files, bytes }: WrittenSurvey): Promise<Row[]> {
	const { read, insert, documents } = await floorSeconds(store(), files);
	return [
		{
			what: `${name}: floor, reading`,
			value: read,
			unit: 's',
			note: `${(bytes / MIB).toFixed(0)} MiB`
		},
		{ what: `${name}: floor, MongoDB`, value: insert, unit: 's', note: `${documents} documents` },
		{ what: `${name}: twice the floor`, value: 2 * (read + insert), unit: 's', note: '' }
	];
}

function configOf(path: string, { name }: WrittenSurvey, { method, forced }: Variant): string {
	const inputs = {
		image: 'images/*',
		selavy: 'catalogues/*',
		noise: 'noise/*',
		background: 'background/*'
	};
	const globs = Object.entries(inputs).map(
		([kind, glob]) =>
			`  ${kind}:\n    glob: ${JSON.stringify(join(config().RAW_IMAGE_DIR, name, glob))}`
	);
	return [
		`run:\n  path: ${JSON.stringify(path)}`,
		`inputs:\n${globs.join('\n')}`,
		`source_association:\n  method: ${method}`,
		`source_monitoring:\n  monitor: ${forced}\n`
	].join('\n');
}
