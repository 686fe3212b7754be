import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRun } from '#server/commands/runs/startRun.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { newRun, now, pipelineInstallation, processed } from './pipelineRuns.ts';

const environment = pipelineInstallation();
let worker: Child;
beforeAll(() => {
	worker = startWorker(environment);
});
afterAll(() => worker.stop());

describe('a run started in the browser reads its own directories only', () => {
	let good: SurveyFiles;
	const outside = () => join(environment.CAUSTIC_DATA_DIR, 'outside.fits');
	beforeAll(() => {
		good = writeSurvey(environment, 'good');
		copyFileSync(good.images[0], outside());
		symlinkSync(outside(), join(environment.RAW_IMAGE_DIR, 'link.fits'));
		symlinkSync(environment.CAUSTIC_DATA_DIR, join(environment.RAW_IMAGE_DIR, 'elsewhere'));
	});

	test.each([
		['an absolute path', () => outside()],
		['a way up', () => '../outside.fits'],
		['a symbolic link to a file', () => 'link.fits'],
		['a symbolic link to a directory', () => 'elsewhere/outside.fits']
	])('%s', async (what, path) => {
		const config = configFor(good).replace(good.images[0], path());
		const run = await newRun(what.replaceAll(' ', '-'), config);
		await expect(startRun({ user: null }, { runId: run.id })).rejects.toThrow(
			'is outside the directories this server may read'
		);
		expect((await now(run)).status).toBe('ERR');
	});

	test('a glob', async () => {
		const list = /image:\n( {2}- .*\n)+/;
		for (const pattern of ['../*.fits', 'elsewhere/*.fits', '**/outside.fits']) {
			const config = configFor(good).replace(list, `image:\n    glob: "${pattern}"\n`);
			const run = await newRun(`glob-${pattern.length}`, config);
			await expect(startRun({ user: null }, { runId: run.id })).rejects.toMatchObject({
				code: 'NotPermitted'
			});
		}
	});

	test('a zero byte in a name', async () => {
		const config = configFor(good).replace(good.images[0], '"a\\0b"');
		const run = await newRun('zero-byte', config);
		await expect(startRun({ user: null }, { runId: run.id })).rejects.toThrow(
			/line \d+: a text may not hold line breaks or control characters/
		);
	});

	test('from the command line the same links are followed', async () => {
		const images = [join(environment.RAW_IMAGE_DIR, 'link.fits'), ...good.images.slice(1)];
		const run = await newRun('followed', configFor({ ...good, images }));
		expect(await processed(run)).toMatchObject({ status: 'END' });
	});
});
