import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleOf } from '#server/files/bundle.ts';
import type { BundleManifest } from '#server/files/bundleManifest.ts';
import { checksumOf, filePieces } from '#server/files/bundleChecksum.ts';
import { localStorage } from '#server/files/storage.ts';
import { redis } from '#server/jobs/connection.ts';
import { store } from '#server/store/client.ts';
import { findRunByName } from '#server/store/runs.ts';
import { startChild, until } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { commandLineOf, json } from './commandLine.ts';
import { newRun, pipelineInstallation } from './pipelineRuns.ts';

const environment = pipelineInstallation();
const temporary = join(environment.CAUSTIC_DATA_DIR, 'temporary');
const run = commandLineOf(environment);
const commandLine = (...args: string[]) => run([...args, '--json'], { TMPDIR: temporary });
const inRaw = (name: string) => join(environment.RAW_IMAGE_DIR, name);
const storage = localStorage();
const BUNDLE = inRaw('survey.caustic.tar.gz');
let survey: SurveyFiles;

/** Nothing of a reproduction stays: no files, no database, no queue. */
async function nothingIsLeft(): Promise<void> {
	expect(readdirSync(temporary)).toEqual([]);
	const { databases } = await store().client.db('admin').admin().listDatabases();
	expect(databases.filter(({ name }) => name.startsWith('caustic_reproduce_'))).toEqual([]);
	expect(await redis().keys('caustic:caustic_reproduce_*')).toEqual([]);
}

beforeAll(async () => {
	mkdirSync(temporary);
	survey = writeSurvey(environment, 'survey', { sources: 30 });
	const backgrounds = survey.images.map((path) => path.replace('/images/', '/background/'));
	const background = `  background:\n${backgrounds.map((path) => `    - ${path}`).join('\n')}\n`;
	const more = `${background}source_monitoring:\n  monitor: true\n`;
	await newRun('survey', configFor(survey, more).replace(/\n {2}- /g, '\n    - '));
	expect((await commandLine('runpipeline', 'survey')).code).toBe(0);
});

test('a bundle says what the run was made from, with what, and what came out', async () => {
	const outcome = await commandLine('bundle', 'survey');
	expect(outcome.stderr).toContain('Bundling run survey…');
	const result = json(outcome);
	expect(result).toMatchObject({ run: 'survey', path: BUNDLE, inputs: 16 });
	const { bytes, sha256 } = await checksumOf(filePieces(storage, BUNDLE));
	expect(result).toMatchObject({ bytes, sha256 });
	const manifest = manifestIn(BUNDLE);
	expect(manifest.softwareVersion).toMatch(/^\d+\.\d+\.\d+(\+\w+)?$/);
	for (const { path, sha256: expected } of manifest.inputs)
		expect((await checksumOf(filePieces(storage, path))).sha256).toBe(expected);
	const known = await findRunByName(store(), 'survey');
	expect(manifest.counts).toEqual({
		images: 4,
		measurements: known?.nSelavyMeasurements,
		forcedMeasurements: known?.nForcedMeasurements,
		sources: known?.nSources,
		newSources: known?.nNewSources
	});
	expect(known?.nForcedMeasurements).toBeGreaterThan(0);
});

describe('reproduce', () => {
	test('runs it again and says that nothing differs', async () => {
		const images = await store().db.collection('images').countDocuments();
		const outcome = await commandLine('reproduce', 'survey.caustic.tar.gz');
		expect(json(outcome)).toMatchObject({ run: 'survey', differences: [] });
		expect(outcome.code).toBe(0);
		expect(await store().db.collection('images').countDocuments()).toBe(images);
		expect(await store().db.collection('runs').countDocuments()).toBe(1);
		await nothingIsLeft();
	});

	test('lists what differs, with exit code 1', async () => {
		// As if the results had been made by a program that associates otherwise.
		await bundledOtherwise('other.caustic.tar.gz', (config) =>
			config.replace('cluster_threshold: 3', 'cluster_threshold: 30')
		);
		const outcome = await commandLine('reproduce', 'other.caustic.tar.gz');
		expect(outcome.code).toBe(1);
		expect(json(outcome).differences).toContainEqual(
			expect.stringMatching(
				/^forced_measurements_.*: the column flux_peak differs in \d+ of \d+ rows/
			)
		);
		await nothingIsLeft();
	});

	test('finds inputs that were moved, by their names and content', async () => {
		renameSync(inRaw('survey'), inRaw('moved'));
		const missing = await commandLine('reproduce', BUNDLE);
		expect(missing.code).toBe(1);
		expect(json(missing).error).toContain('16 of 16 input files are not as the run read them');
		expect(json(missing).error).toContain(`${survey.images[0]} is missing.`);
		const outcome = await commandLine('reproduce', BUNDLE, '--inputs', '.');
		renameSync(inRaw('moved'), inRaw('survey'));
		expect(json(outcome)).toMatchObject({ differences: [] });
	});

	test('names an input that has changed, before anything is processed', async () => {
		const before = readFileSync(survey.catalogues[1]);
		writeFileSync(survey.catalogues[1], `${before.toString()}\n`);
		const outcome = await commandLine('reproduce', BUNDLE);
		writeFileSync(survey.catalogues[1], before);
		expect(outcome.code).toBe(1);
		expect(json(outcome).error).toMatch(/^1 of 16 input files are not as/);
		expect(json(outcome).error).toContain(`${survey.catalogues[1]} has other content`);
		expect(outcome.stderr).not.toContain('Processing');
		await nothingIsLeft();
	});

	test('refuses a directory for inputs that is none as wrong usage', async () => {
		const outcome = await commandLine('reproduce', BUNDLE, '--inputs', 'nowhere');
		expect(outcome.code).toBe(2);
		expect(outcome.stderr).toContain('nowhere is not a directory.');
		await nothingIsLeft();
	});

	test('stopped by Ctrl-C it leaves nothing', async () => {
		const child = startChild('cli.js', ['reproduce', BUNDLE], {
			...environment,
			TMPDIR: temporary
		});
		await until(() => child.output().includes('working in this process'), child, { what: 'a run' });
		process.kill(child.pid, 'SIGINT');
		expect(await child.exited).toBe(1);
		expect(child.output()).toContain('Cancelled.');
		await nothingIsLeft();
	});
});

describe('a bundle that is not sound is refused and leaves nothing', () => {
	async function refused(name: string, bytes: Uint8Array): Promise<string> {
		writeFileSync(inRaw(name), bytes);
		const outcome = await commandLine('reproduce', name);
		rmSync(inRaw(name));
		expect(outcome.code).toBe(1);
		await nothingIsLeft();
		return String(json(outcome).error);
	}

	test('one byte of a result is another', async () => {
		const tar = gunzipSync(readFileSync(BUNDLE));
		const at = tar.indexOf('PAR1') + 100;
		tar[at] ^= 1;
		expect(await refused('tampered.tar.gz', gzipSync(tar))).toMatch(
			/tampered\.tar\.gz is not a sound bundle: \w+\.parquet is not what was bundled/
		);
	});

	test('one byte of the archive is another', async () => {
		const bytes = readFileSync(BUNDLE);
		bytes[Math.floor(bytes.length / 2)] ^= 1;
		expect(await refused('damaged.tar.gz', bytes)).toContain('is not a sound bundle');
	});

	test.each([
		['a way out of the directory', '../../escaped.parquet'],
		['an absolute path', '/tmp/escaped.parquet'],
		['a file that is no result', 'cli.js']
	])('%s', async (_, name) => {
		const listed = { name, bytes: 4, sha256: '0'.repeat(64) };
		const error = await refused('hostile.tar.gz', await archive(listed));
		expect(error).toContain('hostile.tar.gz is not a sound bundle');
		expect(readdirSync(environment.CAUSTIC_DATA_DIR)).not.toContain('escaped.parquet');
	});

	test('its config.yaml reads files that are not among its inputs', async () => {
		await bundledOtherwise('reading.caustic.tar.gz', (config) =>
			config.replace(survey.images[0], '/etc/passwd')
		);
		const error = await refused('reading.tar.gz', readFileSync(inRaw('reading.caustic.tar.gz')));
		expect(error).toContain('has "/etc/passwd", which is no input in its manifest.json');
	});

	test('it is not there', async () => {
		const outcome = await commandLine('reproduce', 'nothing.tar.gz');
		expect(json(outcome).error).toBe(`${inRaw('nothing.tar.gz')} does not exist.`);
		await nothingIsLeft();
	});
});

test('a run by epochs, from a directory of its own, comes out again as well', async () => {
	const epochs = (files: string[]) =>
		['b', 'a']
			.map((epoch, k) => [
				`    ${epoch}:`,
				...files.slice(2 * k, 2 * k + 2).map((file) => `      - ${file}`)
			])
			.flat()
			.join('\n');
	const { images, catalogues, noise } = survey;
	const directory = join(environment.CAUSTIC_DATA_DIR, 'elsewhere/by-epoch');
	const inputs = `inputs:\n  image:\n${epochs(images)}\n  selavy:\n${epochs(catalogues)}\n  noise:\n${epochs(noise)}\n`;
	await storage.writeAtomically(join(directory, 'config.yaml'), inputs);
	expect((await commandLine('runpipeline', directory)).code).toBe(0);
	expect((await commandLine('bundle', directory, '-o', 'epochs.tar.gz')).code).toBe(0);
	const outcome = await commandLine('reproduce', 'epochs.tar.gz');
	expect(json(outcome)).toMatchObject({ run: 'by-epoch', differences: [] });
});

test('a run that has not completed cannot be bundled', async () => {
	await newRun('fresh', configFor(survey));
	const outcome = await commandLine('bundle', 'fresh');
	expect(outcome.code).toBe(1);
	expect(json(outcome).error).toContain('only completed runs can be bundled');
	expect(readdirSync(environment.RAW_IMAGE_DIR)).not.toContain('fresh.caustic.tar.gz');
});

/** The first member of the archive, behind its header of 512 bytes. */
function manifestIn(path: string): BundleManifest {
	const tar = gunzipSync(readFileSync(path));
	const bytes = parseInt(tar.toString('latin1', 124, 136), 8);
	// Written a moment ago by the program itself.
	return JSON.parse(tar.toString('utf8', 512, 512 + bytes)) as BundleManifest;
}

/** The run's own bundle with another config.yaml, everything in it consistent. */
async function bundledOtherwise(name: string, change: (config: string) => string): Promise<void> {
	const tar = gunzipSync(readFileSync(BUNDLE));
	const start = tar.indexOf('run:\n');
	const config = tar.toString('utf8', start, tar.indexOf('\0', start));
	expect(change(config)).not.toBe(config);
	const { inputs, counts, madeAt } = manifestIn(BUNDLE);
	const bundle = await bundleOf(storage, {
		...{ run: 'survey', softwareVersion: '0.0.0', madeAt, inputs, counts },
		directory: join(environment.PIPELINE_WORKING_DIR, 'survey'),
		configText: change(config)
	});
	await storage.writeAtomically(inRaw(name), bundle.pieces);
}

/** An archive whose manifest lists one member, with the member. */
async function archive(file: BundleManifest['files'][number]): Promise<Uint8Array> {
	const tar = pack();
	const manifest = { ...manifestIn(BUNDLE), files: [file] };
	tar.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
	tar.entry({ name: file.name }, 'evil');
	tar.finalize();
	const pieces: Buffer[] = [];
	for await (const piece of tar) pieces.push(piece);
	return gzipSync(Buffer.concat(pieces));
}
