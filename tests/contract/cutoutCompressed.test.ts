import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { User } from '#schema/user.ts';
import { readFitsImage } from '#science/fits/readImage.ts';
import { bigEndian, tiledFits } from '#science/fits/tiledFits.fixture.ts';
import { realCard, textCard } from '#science/fits/writeImage.ts';
import { cutoutImage } from '#server/queries/cutoutImage.ts';
import { store } from '#server/store/client.ts';
import { findImages } from '#server/store/images.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey, type SurveyFiles } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { newRun, pipelineInstallation, processed } from './pipelineRuns.ts';

const environment = pipelineInstallation();
let worker: Child;
let user: User;
beforeAll(async () => {
	worker = startWorker(environment);
	user = await makeUser('vera', 'vetter');
});
afterAll(() => worker.stop());

/** Packs every image and noise map of a survey into tiles, as an archive hands them out. */
function packTiles({ images, noise }: SurveyFiles): void {
	for (const path of [...images, ...noise]) {
		const { header, nx, ny, pixels } = readFitsImage(readFileSync(path));
		const cards = header.entries().flatMap(([key, value]) => {
			if (/^(SIMPLE|BITPIX|NAXIS\d*|EXTEND)$/.test(key)) return [];
			if (typeof value === 'number') return [realCard(key, value)];
			return typeof value === 'string' ? [textCard(key, value)] : [];
		});
		const packed = tiledFits({
			...{ nx, ny, bitpix: -32, tile: [nx, 16], compression: 'GZIP_1', cards },
			pack: (values) => ({ packed: gzipSync(bigEndian(values, -32)) }),
			value: (x, y) => pixels[y * nx + x]
		});
		writeFileSync(path, packed);
	}
}

test('a run of tile-compressed images completes, and its stamps are those of the plain images', async () => {
	const plain = writeSurvey(environment, 'plain', { sources: 30 });
	const packed = writeSurvey(environment, 'packed', { sources: 30 });
	packTiles(packed);
	const stamps: Buffer[][] = [];
	for (const survey of [plain, packed]) {
		const name = `run-${stamps.length}`;
		// An image is known by its name: the second survey's are others.
		const images = survey.images.map((path) => renamed(path, name));
		const run = await processed(await newRun(name, configFor({ ...survey, images })));
		expect(run).toMatchObject({ status: 'END', nImages: 4 });
		const found = await findImages(store(), run.imageIds);
		const made: Buffer[] = [];
		for (const { id, ra, dec } of found) {
			const request = { imageId: id, ra, dec, sizeArcsec: 120, low: -1e-3, high: 5e-3 };
			made.push(Buffer.from(await cutoutImage(user, request)));
		}
		stamps.push(made);
	}
	expect(stamps[1]).toEqual(stamps[0]);
	expect(stamps[0][0].length).toBeGreaterThan(200);
});

function renamed(path: string, name: string): string {
	const other = path.replace(/\.fits$/, `.${name}.fits`);
	writeFileSync(other, readFileSync(path));
	return other;
}
