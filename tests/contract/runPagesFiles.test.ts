import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { makeRun } from '#server/commands/runs/makeRun.ts';
import { listFiles } from '#server/files/listFiles.ts';
import { configPage } from '#server/queries/runConfig.ts';
import { logAfter, logDownload, logList, runLogs } from '#server/queries/runLogs.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { makeUser } from './builders.ts';
import { pipelineInstallation, writeConfig } from './pipelineRuns.ts';

const environment = pipelineInstallation();
let ana: User;
let survey: SurveyFiles;
let run: Run;
const LOG = '2026-01-02-03-04-05_log.txt';
const address = (text = '') => new URLSearchParams(text);

beforeAll(async () => {
	ana = await makeUser('ana', 'vetter');
	survey = writeSurvey(environment, 'survey', { epochs: 4 });
	run = await makeRun({ user: ana }, { name: 'logged' });
});

const line = (n: number, level = 'INFO') => `2026-01-02 03:04:05 ingest ${level} image ${n} read\n`;
const write = (text: string, name = LOG) => writeFileSync(join(run.path, name), text);

describe('the files that are offered', () => {
	const offered = async (query: string) => {
		const { files } = await configPage(ana, run.id, address(query));
		if (!files) throw new Error('no files were offered');
		return files;
	};

	test('are images with their catalogues and maps, dated, in epochs by date', async () => {
		const { rows, count, prefix, isCut } = await offered('files=raw');
		expect(count).toBe(survey.images.length);
		expect({ prefix, isCut }).toEqual({ prefix: '', isCut: false });
		for (const [index, row] of rows.entries()) {
			expect(basename(row.image)).toBe(basename(survey.images[index]));
			expect(row.selavy.chosen).toContain('/catalogues/');
			expect(row.noise.chosen).toContain('/noise/');
			expect(row.observed).toBeInstanceOf(Date);
			expect(row.isIn).toBe(false);
		}
		const dated = [...rows].sort((a, b) => Number(a.observed) - Number(b.observed));
		expect(dated.map(({ epoch }) => epoch)).toEqual(rows.map(({ epoch }) => epoch).sort());
		expect(
			new Set((await offered('files=raw&epochs=each')).rows.map(({ epoch }) => epoch))
		).toEqual(new Set(['']));
	});

	test('are found by all words that are looked for', async () => {
		const name = basename(survey.images[0], '.fits').toUpperCase();
		expect((await offered(`files=raw&find=${name}+images`)).rows).toHaveLength(1);
		expect((await offered('files=raw&find=nothing+like+it')).rows).toEqual([]);
	});

	test('of one’s own directory say what is wrong with them, and leave what is ambiguous open', async () => {
		// Nobody has one before that: it need not be there for the raw images to be read.
		const own = join(environment.CAUSTIC_DATA_DIR, 'home', 'ana');
		mkdirSync(own, { recursive: true });
		for (const name of ['mine.fits', 'mine.rms.fits', 'mine.csv', 'mine.xml'])
			writeFileSync(join(own, name), 'not a FITS file');
		const { rows, prefix } = await offered('files=own');
		expect(prefix).toBe(`${join(environment.CAUSTIC_DATA_DIR, 'home', 'ana')}/`);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({ image: 'mine.fits', observed: null, epoch: '' });
		expect(rows[0].problem).toContain('mine.fits');
		expect(rows[0].selavy).toEqual({
			chosen: null,
			nFitting: 2,
			choices: ['mine.csv', 'mine.xml']
		});
		expect((await offered('files=own&format=xml')).rows[0].selavy.chosen).toBe('mine.xml');
	});

	test('know what the run has already', async () => {
		const two = {
			images: survey.images.slice(0, 2),
			catalogues: survey.catalogues.slice(0, 2),
			noise: survey.noise.slice(0, 2)
		};
		writeConfig(run, configFor(two));
		const { rows, hasEpochs } = await offered('files=raw');
		expect(hasEpochs).toBe(false);
		expect(rows.filter(({ isIn }) => isIn)).toHaveLength(2);
		expect(rows.every(({ epoch }) => epoch === '')).toBe(true);
	});
});

describe('a directory', () => {
	test('is read within bounds, and only what lies in it', async () => {
		const root = join(environment.CAUSTIC_DATA_DIR, 'many');
		mkdirSync(join(root, 'below'), { recursive: true });
		for (let n = 0; n < 60; n++) writeFileSync(join(root, 'below', `${n}.fits`), '');
		symlinkSync('/etc', join(root, 'out'));
		symlinkSync(root, join(root, 'round'));
		symlinkSync(join(root, 'below', '1.fits'), join(root, 'linked.fits'));
		const all = await listFiles(root, { mostFiles: 1000, mostMs: 5000 });
		expect(all.isCut).toBe(false);
		expect(all.paths).toHaveLength(61);
		expect(all.paths.some((path) => path.includes('passwd'))).toBe(false);
		const some = await listFiles(join(root, 'below'), { mostFiles: 10, mostMs: 5000 });
		expect(some).toMatchObject({ isCut: true });
		expect(some.paths).toHaveLength(10);
		expect(await listFiles(join(root, 'none'), { mostFiles: 9, mostMs: 99 })).toEqual({
			paths: [],
			isCut: false
		});
	});
});

describe('logs', () => {
	test('are listed the latest first, by what they tell of; other files are none', async () => {
		write(line(1));
		write('x\n', '2026-01-03-00-00-00_restore_log.txt');
		write('x\n', 'my_log.txt');
		const files = await logList(ana, run.id);
		expect(files.map(({ name, of }) => [name, of])).toEqual([
			['2026-01-03-00-00-00_restore_log.txt', 'restore'],
			[LOG, 'processing']
		]);
		const shown = await runLogs(ana, run, address(`log=${LOG}`));
		expect(shown.part?.lines).toEqual([
			{ at: '2026-01-02 03:04:05', stage: 'ingest', level: 'INFO', text: 'image 1 read' }
		]);
	});

	test.each([
		'../config.yaml',
		'config.yaml',
		'/etc/passwd',
		'../../../../etc/passwd',
		`x/../${LOG}`,
		'my_log.txt',
		`${LOG}\0`,
		''
	])('are not read under the name %j', async (name) => {
		const asked = new URLSearchParams({ name });
		await expect(logAfter(ana, run.id, asked)).rejects.toMatchObject({ field: 'name' });
		await expect(logDownload(ana, run.id, name)).rejects.toMatchObject({ code: 'NotFound' });
		expect((await runLogs(ana, run, new URLSearchParams({ log: name }))).part?.name).not.toBe(name);
	});

	test('that are links to elsewhere do not count as a way out of the directory', async () => {
		const secret = join(dirname(run.path), 'secret.txt');
		writeFileSync(secret, 'secret\n');
		symlinkSync(secret, join(run.path, '2026-01-09-00-00-00_log.txt'));
		expect((await logList(ana, run.id)).map(({ name }) => name)).not.toContain(
			'2026-01-09-00-00-00_log.txt'
		);
	});

	test('are searched, and filtered by how grave a line is', async () => {
		const lines = Array.from({ length: 700 }, (_, n) => line(n, n === 5 ? 'ERROR' : 'INFO'));
		write(lines.join(''));
		const asked = async (query: string) => runLogs(ana, run, address(`log=${LOG}&${query}`));
		const all = await asked('');
		expect(all.part?.lines).toHaveLength(500);
		expect(all.nBefore).toBe(200);
		expect((await asked('level=WARNING')).part?.lines.map(({ text }) => text)).toEqual([
			'image 5 read'
		]);
		expect((await asked('find=IMAGE+69')).part?.lines).toHaveLength(11);
	});

	test('however they are written and read, each whole line is read once (200 random schedules)', async () => {
		const random = new Random('logs');
		for (let schedule = 0; schedule < 200; schedule++) {
			const text = Array.from({ length: 1 + random.integer(30) }, (_, n) =>
				random.uniform() < 0.1 ? `ünder a line ${n}\n` : line(n)
			).join('');
			const bytes = Buffer.from(text);
			write('');
			const read: string[] = [];
			let [at, next] = [0, 0];
			while (at < bytes.length) {
				const piece = bytes.subarray(at, (at += 1 + random.integer(120)));
				appendFileSync(join(run.path, LOG), piece);
				if (random.uniform() < 0.3 && at < bytes.length) continue;
				const part = await logAfter(ana, run.id, address(`name=${LOG}&after=${next}`));
				read.push(...part.lines.map((each) => each.text));
				next = part.next;
			}
			const expected = text.split('\n').slice(0, -1);
			expect(read).toEqual(expected.map((each) => each.replace(/^2026.*? INFO /, '')));
		}
	});

	test('of any length are read piece by piece', async () => {
		const lines = Array.from({ length: 12_000 }, (_, n) => line(n));
		write(lines.join(''));
		let next = 0;
		let n = 0;
		for (let isMore = true; isMore;) {
			const part = await logAfter(ana, run.id, address(`name=${LOG}&after=${next}`));
			n += part.lines.length;
			({ next, isMore } = part);
		}
		expect(n).toBe(12_000);
		const { bytes, name } = await logDownload(ana, run.id, LOG);
		expect(bytes.length).toBe(lines.join('').length);
		expect(name).toBe(`logged-${LOG}`);
	});
});
