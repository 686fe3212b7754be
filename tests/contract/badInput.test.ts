import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '#schema/run.ts';
import { initRun } from '#server/commands/runs/initRun.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import {
	documents,
	ended,
	newRun,
	now,
	pipelineInstallation,
	processed,
	start
} from './pipelineRuns.ts';

const environment = pipelineInstallation();
let worker: Child;
let good: SurveyFiles;
let goodRun: Run;

beforeAll(async () => {
	worker = startWorker(environment);
	good = writeSurvey(environment, 'good');
	goodRun = await processed(await newRun('good', configFor(good)));
});
afterAll(() => worker.stop());

let seed = 100;
/** A survey that nobody has ingested yet. */
function freshSurvey(): SurveyFiles {
	seed += 1;
	return writeSurvey(environment, `survey${seed}`, { seed, sources: 30 });
}

async function stateOfOthers() {
	const sources = (await documents('sources')).filter(({ runId }) => runId === goodRun.id);
	const labels = await Promise.all(['candidates', 'objects', 'queues'].map(documents));
	return { run: await now(goodRun), sources, labels };
}

/** Breaks something, sees the run end with the sentence and nothing else change, mends it and sees the run complete. */
async function breaksAndMends(
	name: string,
	{
		survey,
		breakIt,
		mend,
		sentence
	}: {
		survey: SurveyFiles;
		breakIt: () => void;
		mend: () => void;
		sentence: RegExp;
	}
): Promise<void> {
	const before = await stateOfOthers();
	const run = await newRun(name, configFor(survey));
	breakIt();
	const failed = await processed(run);
	expect(failed).toMatchObject({ status: 'ERR', revision: 0 });
	expect(failed.error).toMatch(sentence);
	expect(await stateOfOthers()).toEqual(before);
	mend();
	expect(await processed(run)).toMatchObject({ status: 'END', revision: 1, error: null });
}

describe('files that cannot be used end the run with a sentence, and the next attempt works', () => {
	test('a FITS file cut short', async () => {
		const survey = freshSurvey();
		const [image] = survey.images;
		const whole = readFileSync(image);
		await breaksAndMends('truncated', {
			survey,
			breakIt: () => truncateSync(image, whole.length - 5000),
			mend: () => writeFileSync(image, whole),
			sentence: new RegExp(`${basename(image)}: The file is truncated`)
		});
	});

	test('a noise map that is no FITS file', async () => {
		const survey = freshSurvey();
		const [noise] = survey.noise;
		const whole = readFileSync(noise);
		await breaksAndMends('no-fits', {
			survey,
			breakIt: () => writeFileSync(noise, 'something else'),
			mend: () => writeFileSync(noise, whole),
			sentence: new RegExp(`${basename(noise)}: .*not a FITS file`)
		});
	});

	test('an unsupported telescope', async () => {
		const survey = freshSurvey();
		const [image] = survey.images;
		const whole = readFileSync(image);
		const other = whole.toString('latin1').replace(/TELESCOP= 'ASKAP {3}'/, "TELESCOP= 'VLA     '");
		await breaksAndMends('other-telescope', {
			survey,
			breakIt: () => writeFileSync(image, other, 'latin1'),
			mend: () => writeFileSync(image, whole),
			sentence: new RegExp(`${basename(image)}: TELESCOP is 'VLA'.*unsupported telescope`)
		});
	});

	test('a catalogue whose header fields run together; images before it stay ingested', async () => {
		const survey = freshSurvey();
		const catalogue = survey.catalogues.find((path) => path.endsWith('.txt')) ?? '';
		const whole = readFileSync(catalogue, 'utf8');
		await breaksAndMends('broken-header', {
			survey,
			breakIt: () =>
				writeFileSync(
					catalogue,
					whole.replace(/ra_deg_cont\s+dec_deg_cont/, 'ra_deg_contdec_deg_cont')
				),
			mend: () => writeFileSync(catalogue, whole),
			sentence: new RegExp(`${basename(catalogue)}: `)
		});
	});

	test('a file that vanishes after the start', async () => {
		const survey = freshSurvey();
		const image = survey.images[1];
		const whole = readFileSync(image);
		await worker.stop();
		const run = await newRun('vanished', configFor(survey));
		await start(run);
		rmSync(image);
		worker = startWorker(environment);
		const failed = await ended(run);
		expect(failed.error).toBe(`${image} does not exist.`);
		writeFileSync(image, whole);
		expect(await processed(run)).toMatchObject({ status: 'END' });
	});

	test('another image of a known name', async () => {
		const survey = freshSurvey();
		const twin = join(environment.RAW_IMAGE_DIR, basename(good.images[0]));
		copyFileSync(survey.images[0], twin);
		const images = [twin, ...survey.images.slice(1)];
		const failed = await processed(await newRun('twin', configFor({ ...survey, images })));
		expect(failed).toMatchObject({ status: 'ERR' });
		expect(failed.error).toContain(`an image called ${basename(twin)} with other content is known`);
	});
});

describe('a config that cannot be used is refused at the start, noted in the run, and can be mended', () => {
	test.each([
		[
			'unknown key',
			'source_association:\n  radus: 3\n',
			/line \d+: unknown key "radus" in source_association/
		],
		['unknown section', 'sources:\n  min: 3\n', /line \d+: unknown key "sources"/],
		[
			'duplicate key',
			'new_sources:\n  min_sigma: 3\n  min_sigma: 4\n',
			/line \d+: duplicate key "min_sigma" found/
		],
		['number', 'source_association:\n  radius: wide\n', /radius must be a number, not "wide"/],
		['method', 'source_association:\n  method: nearest\n', /must be basic, advanced or deruiter/],
		['range', 'source_association:\n  radius: -1\n', /radius must be larger than 0, not -1/],
		['monitor', 'source_monitoring:\n  monitor: yes\n', /Background files must be provided/]
	])('%s', async (name, lines, sentence) => {
		const before = await stateOfOthers();
		const run = await newRun(name.replace(' ', '-'), configFor(good, lines));
		await expect(start(run)).rejects.toThrow(sentence);
		const refused = await now(run);
		expect(refused.status).toBe('ERR');
		expect(refused.error).toMatch(sentence);
		expect(await stateOfOthers()).toEqual(before);
		expect(await processed(run, configFor(good))).toMatchObject({ status: 'END' });
	});

	test('a missing file is named', async () => {
		const images = [...good.images.slice(1), '/nowhere/image.fits'];
		const run = await newRun('missing-file', configFor({ ...good, images }));
		await expect(start(run)).rejects.toThrow('/nowhere/image.fits does not exist.');
	});

	test('a config of ten megabytes, and one that is nested without end', async () => {
		for (const [name, text] of [
			['long', `a: ${'x'.repeat(10 * 2 ** 20)}`],
			['deep', `a:\n  ${'- '.repeat(100_000)}x`]
		]) {
			const run = await newRun(`hostile-${name}`, text);
			await expect(start(run)).rejects.toThrow(/config\.yaml line \d+: .* has /);
			expect((await now(run)).status).toBe('ERR');
		}
	});

	test('lists of different lengths', async () => {
		const run = await newRun('counts', configFor({ ...good, noise: good.noise.slice(1) }));
		await expect(start(run)).rejects.toThrow(
			/The number of files must match for all input types\.\nimage has 4 files\nselavy has 4 files\nnoise has 3 files/
		);
	});
});

describe('names of runs', () => {
	test('two runs of one name: the second is refused, the first untouched', async () => {
		const before = await stateOfOthers();
		const second = initRun({ user: null }, { name: 'good' });
		await expect(second).rejects.toThrow(/already present|already used/);
		expect(await stateOfOthers()).toEqual(before);
	});

	test('two at once: one of them is made', async () => {
		const both = await Promise.allSettled([
			initRun({ user: null }, { name: 'twice' }),
			initRun({ user: null }, { name: 'twice' })
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect((await documents('runs')).filter(({ name }) => name === 'twice')).toHaveLength(1);
	});

	test.each(['a b', '../x', 'a/b', 'x'.repeat(65), '..', 'images', 'a\0b', ''])(
		'%s is no name',
		async (name) => {
			await expect(initRun({ user: null }, { name })).rejects.toMatchObject({ code: 'Invalid' });
		}
	);
});
