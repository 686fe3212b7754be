import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '#schema/run.ts';
import { restoreRun } from '#server/commands/runs/restoreRun.ts';
import { runHead } from '#server/queries/runs.ts';
import { store } from '#server/store/client.ts';
import { beginRestore, goBack } from '#server/store/runRestores.ts';
import { findRunDoc } from '#server/store/runs.ts';
import { sourcesOfRun } from '#server/store/sources.ts';
import type { Child } from '../kit/child.ts';
import { eventually } from '../kit/eventually.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { contentOf } from './pipelineContent.ts';
import {
	added,
	documents,
	ended,
	newRun,
	now,
	pipelineInstallation,
	processed,
	start,
	writeConfig
} from './pipelineRuns.ts';

const environment = pipelineInstallation();
const BACKED_UP = [
	'associations.parquet.bak',
	'bands.parquet.bak',
	'config.yaml.bak',
	'images.parquet.bak',
	'measurement_pairs.parquet.bak',
	'relations.parquet.bak',
	'skyregions.parquet.bak',
	'sources.parquet.bak'
];
/** Locks of a killed process give way after half a minute. */
const PATIENCE_MS = 90_000;
const COUNTS = ['nImages', 'nSources', 'nSelavyMeasurements', 'nNewSources'] as const;

let worker: Child;
let survey: SurveyFiles;
let spare: SurveyFiles;
let spareCatalogues: Buffer[];
let made = 0;
let run: Run;

/** The survey's images from one place of their list to another. */
function part(from: number, to: number): SurveyFiles {
	const { images, catalogues, noise } = survey;
	return {
		images: images.slice(from, to),
		catalogues: catalogues.slice(from, to),
		noise: noise.slice(from, to)
	};
}
const files = (ending: string) => readdirSync(run.path).filter((name) => name.endsWith(ending));
const counts = (of: Run) => COUNTS.map((key) => of[key]);
const restore = () => restoreRun({ user: null }, { runId: run.id });
const text = (name: string) => readFileSync(join(run.path, name), 'utf8');

/** The first six images and one that nobody has ingested yet, whose catalogue cannot be read until it is mended. */
function withBroken(index: number): SurveyFiles {
	writeFileSync(spare.catalogues[index], 'not a catalogue');
	const own = part(0, 6);
	return {
		images: [...own.images, spare.images[index]],
		catalogues: [...own.catalogues, spare.catalogues[index]],
		noise: [...own.noise, spare.noise[index]]
	};
}
function mend(index: number): void {
	writeFileSync(spare.catalogues[index], spareCatalogues[index]);
}

beforeAll(() => {
	spare = writeSurvey(environment, 'spare', { epochs: 1, sources: 40, seed: 8 });
	spareCatalogues = spare.catalogues.map((path) => readFileSync(path));
	survey = writeSurvey(environment, 'survey', { epochs: 4, sources: 40 });
	worker = startWorker(environment);
});
afterAll(() => worker.stop());
beforeEach(async () => {
	made += 1;
	run = await processed(await newRun(`life-${made}`, configFor(part(0, 6))));
	expect(run).toMatchObject({ status: 'END', revision: 1, nImages: 6 });
});

describe('a run that is started again', () => {
	test('with nothing changed has nothing to do, and is not touched', async () => {
		const before = await findRunDoc(store(), run.id);
		const started = await start(run);
		expect(started.nothingToDo).toContain('Its config has no new images');
		expect(await findRunDoc(store(), run.id)).toEqual(before);
		expect(files('.bak')).toEqual([]);
	});

	test('with other settings has nothing to do without a full re-run', async () => {
		writeConfig(run, configFor(part(0, 8), 'new_sources:\n  min_sigma: 6\n'));
		const started = await start(run);
		expect(started).toMatchObject({ status: 'END', revision: 1 });
		expect(started.nothingToDo).toContain('(new_sources.min_sigma)');
	});

	test('with fewer images is refused by name, and shows what it showed', async () => {
		writeConfig(run, configFor(part(1, 8)));
		const name = survey.images[0].split('/').at(-1) ?? '';
		await expect(start(run)).rejects.toThrow(`no longer has ${name}. Put them back`);
		expect(await now(run)).toMatchObject({ status: 'END', revision: 1 });
	});

	test('after a failed addition adds the images when they are mended', async () => {
		const more = configFor(withBroken(0));
		const failed = await added(run, more);
		expect(failed).toMatchObject({ status: 'ERR', revision: 1, nImages: 6 });
		expect(files('.bak')).toEqual([]);
		expect(text('config_temp.yaml')).toBe(more);
		mend(0);
		expect(await processed(run)).toMatchObject({ status: 'END', revision: 2, nImages: 7 });
		expect(existsSync(join(run.path, 'config_temp.yaml'))).toBe(false);
		expect(await findRunDoc(store(), run.id)).toMatchObject({ previous: { revision: 1 } });
	});

	test('all over keeps nothing of before', async () => {
		await added(run, configFor(part(0, 8)));
		const again = await processed(run, configFor(part(2, 8)));
		expect(again).toMatchObject({ status: 'END', revision: 3, nImages: 6 });
		expect(files('.bak')).toEqual([]);
		const own = (await documents('sources')).filter(({ runId }) => runId === run.id);
		expect(new Set(own.map(({ revision }) => revision))).toEqual(new Set([3]));
		await expect(restore()).rejects.toThrow('no images were added to it since');
	});

	test('all over, and fails, begins all over the next time', async () => {
		const other = configFor(withBroken(1), 'source_association:\n  radius: 20\n');
		expect(await processed(run, other)).toMatchObject({ status: 'ERR', revision: 1 });
		mend(1);
		expect(await processed(run)).toMatchObject({ status: 'END', revision: 2, nImages: 7 });
		expect(text('config_prev.yaml')).toBe(other);
		expect(files('.bak')).toEqual([]);
	});
});

describe('adding images', () => {
	test('keeps what was there as *.bak, its config as config.yaml.bak', async () => {
		const before = Object.fromEntries(files('.parquet').map((name) => [name, text(name)]));
		const first = text('config.yaml');
		const more = await added(run, configFor(part(0, 8)));
		expect(more).toMatchObject({ status: 'END', revision: 2, nImages: 8 });
		expect(files('.bak').sort()).toEqual(BACKED_UP);
		for (const [name, content] of Object.entries(before)) expect(text(`${name}.bak`)).toBe(content);
		expect(text('config.yaml.bak')).toBe(first);
		expect(text('config_prev.yaml')).toBe(text('config.yaml'));
		const again = await added(run, configFor(part(0, 8)));
		expect(again.revision).toBe(2);
	});

	test('only its new sources are shown, those of before are kept', async () => {
		const more = await added(run, configFor(part(0, 8)));
		const shown = await sourcesOfRun(store(), { runId: run.id, revision: 2 });
		expect(shown).toHaveLength(more.nSources);
		const kept = await sourcesOfRun(store(), { runId: run.id, revision: 1 });
		expect(kept).toHaveLength(run.nSources);
	});
});

test('a worker killed while images are added: the next one ends it, and it can be restored', async () => {
	const before = await contentOf(run);
	writeConfig(run, configFor(part(0, 8)));
	await start(run);
	await eventually(async () => (await now(run)).progress?.stage).toMatch(/associate|publish/);
	await worker.kill9();
	worker = startWorker(environment);
	const more = await ended(run, PATIENCE_MS);
	expect(more).toMatchObject({ status: 'END', revision: 2, nImages: 8 });
	const sources = await sourcesOfRun(store(), { runId: run.id, revision: 2 });
	expect(sources).toHaveLength(more.nSources);
	expect(files('.bak').sort()).toEqual(BACKED_UP);
	await restore();
	expect(await contentOf(run)).toEqual(before);
}, 120_000);

describe('restoring', () => {
	test('brings back sources, counts and files of before the last addition, once', async () => {
		const before = await contentOf(run);
		const first = text('config.yaml');
		await added(run, configFor(part(0, 8)));
		const max = await makeUser('max', 'admin');
		const isOffered = async () => (await runHead(max, run.id)).allowed.restore;
		expect(await isOffered()).toBe(true);
		const restored = await restore();
		expect(await isOffered()).toBe(false);
		expect(restored).toMatchObject({ status: 'END', revision: 1, imageIds: run.imageIds });
		expect(counts(restored)).toEqual(counts(run));
		expect(await contentOf(restored)).toEqual(before);
		expect(files('.bak')).toEqual([]);
		expect(text('config_prev.yaml')).toBe(first);
		expect(text('config.yaml')).toBe(configFor(part(0, 8)));
		const own = (await documents('sources')).filter(({ runId }) => runId === run.id);
		expect(new Set(own.map(({ revision }) => revision))).toEqual(new Set([1]));
		await expect(restore()).rejects.toThrow('no images were added to it since');
		expect(await now(run)).toMatchObject({ status: 'END' });
	});

	test('brings back forced measurements, in files and database', async () => {
		const monitor = (to: number) => {
			const { noise } = part(0, to);
			const background = noise.map((path) => `  - ${path.replace('/noise/', '/background/')}`);
			const inputs = configFor(part(0, to), ['  background:', ...background, ''].join('\n'));
			return `${inputs}source_monitoring:\n  monitor: yes\n`;
		};
		const before = await processed(run, monitor(6));
		expect(before).toMatchObject({ status: 'END', error: null });
		expect(before.nForcedMeasurements).toBeGreaterThan(0);
		const forced = () => readdirSync(run.path).filter((name) => name.startsWith('forced_'));
		const namesBefore = forced();
		const rows = async () =>
			(await documents('measurements'))
				.filter(({ runId }) => runId === run.id)
				.reduce((sum, block) => sum + Number(block.n), 0);
		expect(await rows()).toBe(before.nForcedMeasurements);
		const more = await added(run, monitor(8));
		expect(more).toMatchObject({ status: 'END', nImages: 8 });
		expect(forced()).toEqual(expect.arrayContaining(namesBefore.map((name) => `${name}.bak`)));
		const restored = await restore();
		expect(restored.nForcedMeasurements).toBe(before.nForcedMeasurements);
		expect(counts(restored)).toEqual(counts(before));
		expect(forced()).toEqual(namesBefore);
		expect(await rows()).toBe(before.nForcedMeasurements);
	});

	test('then adding again writes a generation that was never shown before', async () => {
		await added(run, configFor(part(0, 8)));
		await restore();
		expect(await processed(run)).toMatchObject({ status: 'END', revision: 3, nImages: 8 });
	});

	test('never touches another run of the same images', async () => {
		const other = await processed(await newRun(`other-${made}`, configFor(part(0, 8))));
		const before = await contentOf(other);
		await added(run, configFor(part(0, 8)));
		await restore();
		expect(await now(other)).toEqual(other);
		expect(await contentOf(other)).toEqual(before);
		const sources = await sourcesOfRun(store(), { runId: other.id, revision: 1 });
		expect(sources).toHaveLength(other.nSources);
	});

	test.each(['images.parquet.bak', 'config.yaml.bak'])(
		'without %s is refused and leaves the run as it was',
		async (name) => {
			const more = await added(run, configFor(part(0, 8)));
			renameSync(join(run.path, name), join(run.path, 'away'));
			await expect(restore()).rejects.toThrow(`${name} does not exist`);
			expect(await now(run)).toEqual(more);
			writeFileSync(join(run.path, name), 'something else');
			await expect(restore()).rejects.toThrow(`${name} `);
			renameSync(join(run.path, 'away'), join(run.path, name));
			expect(await restore()).toMatchObject({ status: 'END', revision: 1 });
		}
	);

	test('after a failed addition only forgets the failure', async () => {
		writeConfig(run, `${configFor(part(0, 8))}nonsense: 1\n`);
		await expect(start(run)).rejects.toThrow('nonsense');
		expect(await now(run)).toMatchObject({ status: 'ERR' });
		expect(await restore()).toMatchObject({ status: 'END', revision: 1, error: null });
	});

	test('broken off by a crash is finished by the next worker', async () => {
		await added(run, configFor(part(0, 8)));
		await beginRestore(store(), run.id);
		await goBack(store(), run.id);
		await worker.stop();
		worker = startWorker(environment);
		await eventually(async () => (await now(run)).status).toBe('END');
		expect(await now(run)).toMatchObject({ revision: 1, nImages: 6 });
		expect(files('.bak')).toEqual([]);
		expect(await contentOf(await now(run))).toMatchObject({ images: { length: 6 } });
	});

	test('broken off before anything changed puts the status back', async () => {
		const more = await added(run, configFor(part(0, 8)));
		await beginRestore(store(), run.id);
		await worker.stop();
		worker = startWorker(environment);
		await eventually(() => now(run)).toEqual(more);
	});

	test('a run that never had results is refused', async () => {
		run = await newRun(`untouched-${made}`, configFor(part(0, 2)));
		await expect(restore()).rejects.toThrow('has never completed');
		expect(await now(run)).toMatchObject({ status: 'INI' });
	});
});
