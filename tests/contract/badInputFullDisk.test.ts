import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { documents, newRun, now, pipelineInstallation, processed } from './pipelineRuns.ts';

const environment = pipelineInstallation();
const marker = join(environment.CAUSTIC_DATA_DIR, 'disk-is-full');
const preload = fileURLToPath(new URL('../kit/fullDisk.mjs', import.meta.url));
let worker: Child;

afterEach(() => worker.stop());

test.each([
	['ingest', 'measurements.parquet'],
	['association', 'sources.parquet'],
	['publication', 'config_prev.yaml']
])('no space is left at %s, for %s', async (stage, file) => {
	worker = startWorker(environment, {
		NODE_OPTIONS: `--import ${preload}`,
		FULL_DISK_MARKER: marker,
		FULL_DISK_FOR: `/${file}`
	});
	const seed = stage.length;
	const survey = writeSurvey(environment, stage, { seed, sources: 30 });
	const run = await newRun(`full-at-${stage}`, configFor(survey));
	writeFileSync(marker, '');
	const failed = await processed(run);
	rmSync(marker);
	expect(failed).toMatchObject({ status: 'ERR', revision: 0 });
	expect(failed.error).toContain(`/${file} cannot be written: no space is left on the disk.`);
	expect(readdirSync(run.path).filter((name) => /draft|part$/.test(name))).toEqual([]);

	expect(await processed(run)).toMatchObject({ status: 'END', revision: 1 });
	expect(readdirSync(run.path)).toContain(stage === 'ingest' ? 'sources.parquet' : file);
});

test('a run that had results keeps showing them when the disk is full the next time', async () => {
	worker = startWorker(environment, {
		NODE_OPTIONS: `--import ${preload}`,
		FULL_DISK_MARKER: marker,
		FULL_DISK_FOR: '/associations.parquet'
	});
	const survey = writeSurvey(environment, 'kept', { sources: 30 });
	const run = await processed(await newRun('kept', configFor(survey)));
	writeFileSync(marker, '');
	const failed = await processed(run, configFor(survey, 'source_association:\n  radius: 30\n'));
	rmSync(marker);
	expect(failed).toMatchObject({ status: 'ERR', revision: 1, nSources: run.nSources });
	expect(existsSync(join(run.path, 'sources.parquet'))).toBe(true);
	const shown = (await documents('sources')).filter(
		({ runId, revision }) => runId === run.id && revision === 1
	);
	expect(shown).toHaveLength(run.nSources);
	expect(await processed(run)).toMatchObject({ status: 'END', revision: 2 });
	expect(await now(run)).toMatchObject({ error: null });
});
