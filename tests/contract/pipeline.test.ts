import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '#schema/run.ts';
import { store } from '#server/store/client.ts';
import { findImages } from '#server/store/images.ts';
import { conesearchMeasurements, measurementsOfImage } from '#server/store/measurements.ts';
import { queuesOfRuns } from '#server/store/queues.ts';
import { coneSearchSources, findSourceOfObject, sourcesOfRun } from '#server/store/sources.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { documents, newRun, now, pipelineInstallation, processed, rowsOf } from './pipelineRuns.ts';

const environment = pipelineInstallation();
let worker: Child;
let survey: SurveyFiles;
let run: Run;

beforeAll(async () => {
	survey = writeSurvey(environment, 'survey', { epochs: 3 });
	worker = startWorker(environment);
	run = await processed(await newRun('first', configFor(survey)));
});
afterAll(() => worker.stop());

describe('a run through the worker', () => {
	test('completes, and says what it found', () => {
		expect(run).toMatchObject({ status: 'END', revision: 1, nImages: 6, error: null });
		expect(run.nSources).toBeGreaterThan(20);
		expect(run.nSelavyMeasurements).toBeGreaterThan(run.nSources);
		expect(run.imageIds).toHaveLength(6);
	});

	test('leaves Parquet files that agree with the database, and no drafts', async () => {
		const sources = await rowsOf(join(run.path, 'sources.parquet'));
		const stored = await sourcesOfRun(store(), { runId: run.id, revision: 1 });
		expect(sources.map((row) => Number(row.id)).sort()).toEqual(stored.map(({ id }) => id).sort());
		const associations = await rowsOf(join(run.path, 'associations.parquet'));
		expect(new Set(associations.map((row) => row.meas_id)).size).toBe(run.nSelavyMeasurements);
		const [log, ...files] = readdirSync(run.path).sort();
		expect(log).toMatch(/^\d{4}(-\d\d){5}_log\.txt$/);
		const lines = readFileSync(join(run.path, log), 'utf8').trim().split('\n');
		expect(lines).toHaveLength(run.nImages + 2);
		expect(lines.at(-2)).toMatch(/associate INFO \d+ measurements of .* new sky objects/);
		expect(lines.at(-1)).toMatch(/publish INFO Completed\.$/);
		expect(files).toEqual([
			'associations.parquet',
			'bands.parquet',
			'config.yaml',
			'config_prev.yaml',
			'images.parquet',
			'measurement_pairs.parquet',
			'relations.parquet',
			'skyregions.parquet',
			'sources.parquet'
		]);
	});

	test('images.parquet leads to the measurements of each image', async () => {
		const images = await rowsOf(join(run.path, 'images.parquet'));
		expect(images.map((row) => row.name)).toEqual(
			survey.images.map((path) => path.split('/').at(-1))
		);
		for (const image of images) {
			const rows = await rowsOf(String(image.measurements_path));
			const stored = await measurementsOfImage(store(), Number(image.id));
			expect(rows.map((row) => row.component_id)).toEqual(stored.componentId);
			expect(rows.map((row) => Number(row.id))).toEqual([...stored.id]);
			expect(rows.map((row) => row.flux_peak)).toEqual([...stored.fluxPeak]);
		}
	});

	test('every source has an object and a light curve in time order', async () => {
		const sources = await sourcesOfRun(store(), { runId: run.id, revision: 1 });
		const generations = [{ runId: run.id, revision: 1 }];
		for (const source of sources) {
			if (!source.objectId) throw new Error(`${source.name} has no object`);
			const found = await findSourceOfObject(store(), source.objectId, generations);
			const mjd = found?.lightCurve.mjd ?? [];
			expect(mjd).toHaveLength(source.nMeas);
			expect([...mjd].sort((a, b) => a - b)).toEqual(mjd);
		}
	});

	test('measurements and sources are found around a position, and only there', async () => {
		const [image] = await findImages(store(), run.imageIds);
		const { ra, dec, id } = await measurementsOfImage(store(), image.id);
		const cone = { ra: ra[0], dec: dec[0], radiusDeg: 5 / 3600 };
		const found = await conesearchMeasurements(store(), cone);
		expect(found[0]).toMatchObject({ measurementId: id[0], separationDeg: 0 });
		expect(found.every((row) => row.separationDeg <= cone.radiusDeg)).toBe(true);
		const generations = [{ runId: run.id, revision: 1 }];
		expect((await coneSearchSources(store(), cone, generations)).length).toBeGreaterThan(0);
		const empty = { ra: cone.ra, dec: -cone.dec, radiusDeg: 0.01 };
		expect(await conesearchMeasurements(store(), empty)).toEqual([]);
	});

	test('has a queue of what stands out', async () => {
		expect(await queuesOfRuns(store(), [run.id])).toHaveLength(1);
	});

	test('a second run shares the images, reads none again and finds the same objects', async () => {
		const before = await documents('images');
		const unreadable = survey.catalogues.map((path) => `${path}.broken.txt`);
		for (const path of unreadable) writeFileSync(path, 'not a catalogue');
		const config = configFor({ ...survey, catalogues: unreadable });
		const second = await processed(await newRun('second', config));
		expect(second).toMatchObject({ status: 'END', imageIds: run.imageIds });
		expect(await documents('images')).toEqual(before);
		const objects = async (of: Run) =>
			(await sourcesOfRun(store(), { runId: of.id, revision: 1 })).map(({ objectId }) => objectId);
		expect((await objects(second)).sort()).toEqual((await objects(run)).sort());
	});

	test('processed again it shows only its new sources; without pairs their file goes', async () => {
		const again = await processed(
			run,
			configFor(survey, 'variability:\n  pair_metrics: no\nsource_association:\n  radius: 20\n')
		);
		expect(again).toMatchObject({ status: 'END', revision: 2 });
		const own = (await documents('sources')).filter((source) => source.runId === run.id);
		expect(own.map((source) => source.revision)).toEqual(Array(again.nSources).fill(2));
		expect(existsSync(join(run.path, 'measurement_pairs.parquet'))).toBe(false);
		const [row] = await rowsOf(join(run.path, 'sources.parquet'));
		expect(row).not.toHaveProperty('vs_abs_significant_max_peak');
		expect(readFileSync(join(run.path, 'config_prev.yaml'), 'utf8')).toContain('radius: 20');
		expect(await now(run)).toMatchObject({ nImages: 6 });
	});
});
