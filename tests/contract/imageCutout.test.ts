import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import type { Image } from '#schema/image.ts';
import type { User } from '#schema/user.ts';
import { readFitsImage } from '#science/fits/readImage.ts';
import { celestialWcs } from '#science/sky/wcs.ts';
import { imageCutout } from '#server/queries/imageCutout.ts';
import { skyCoverAnswer } from '#server/queries/skyCover.ts';
import { collection, store } from '#server/store/client.ts';
import { findImages } from '#server/store/images.ts';
import type { Child } from '../kit/child.ts';
import { configFor, writeSurvey } from '../kit/survey.ts';
import { startWorker } from '../kit/worker.ts';
import { makeUser } from './builders.ts';
import { newRun, pipelineInstallation, processed } from './pipelineRuns.ts';

const environment = pipelineInstallation();
let worker: Child;
let eve: User;
let image: Image;

beforeAll(async () => {
	worker = startWorker(environment);
	eve = await makeUser('eve', 'viewer');
	const survey = writeSurvey(environment, 'stamps', { sources: 20 });
	const run = await processed(await newRun('stamps', configFor(survey)));
	[image] = await findImages(store(), run.imageIds);
});
afterAll(() => worker.stop());

const ask = (more: object) =>
	imageCutout(eve, { id: image.id, ra: image.ra, dec: image.dec, size: 1, ...more });

describe('a cutout', () => {
	test('as FITS has the pixels of the image, where they are on the sky', async () => {
		const { bytes, contentType, name } = await ask({});
		expect(contentType).toBe('application/fits');
		expect(name).toMatch(/_\d+\.\d{5}_-?\d+\.\d{5}\.fits$/);
		const part = readFitsImage(bytes);
		const whole = readFitsImage(readFileSync(image.path));
		const sky = celestialWcs(part.header).toSky(2, 3);
		const { x, y } = celestialWcs(whole.header).toPixel(sky.ra, sky.dec);
		expect([x - Math.round(x), y - Math.round(y)].every((off) => Math.abs(off) < 1e-6)).toBe(true);
		const there = whole.pixels[Math.round(y) * whole.nx + Math.round(x)];
		expect(part.pixels[3 * part.nx + 2]).toBe(there);
		expect(part.header.number('BMAJ')).toBe(whole.header.number('BMAJ'));
	});

	test('as JSON says the same, and as PNG it has as many pixels', async () => {
		const fits = readFitsImage((await ask({})).bytes);
		const json = JSON.parse(new TextDecoder().decode((await ask({ format: 'json' })).bytes)) as {
			rows: number[][];
			image: { id: number };
		};
		expect(json.image.id).toBe(image.id);
		expect(json.rows[3][2]).toBeCloseTo(fits.pixels[3 * fits.nx + 2], 12);
		const png = decode((await ask({ format: 'png' })).bytes);
		expect([png.width, png.height]).toEqual([fits.nx, fits.ny]);
	});

	test('beside it, what covers a place says the rms of the noise map there', async () => {
		const noise = readFitsImage(readFileSync(image.noisePath));
		const { x, y } = celestialWcs(noise.header).icrsToPixel(image.ra, image.dec);
		const there = 1000 * noise.pixels[Math.round(y) * noise.nx + Math.round(x)];
		const cover = await skyCoverAnswer(eve, new URLSearchParams(`at=${image.ra} ${image.dec}`));
		expect(cover.images.find(({ id }) => id === image.id)?.rmsThere).toBeCloseTo(there, 6);
		const images = collection<{ _id: number }>(store(), 'images');
		await images.updateOne({ _id: image.id }, { $set: { noisePath: '/nowhere/noise.fits' } });
		const moved = await skyCoverAnswer(eve, new URLSearchParams(`at=${image.ra} ${image.dec}`));
		expect(moved.images.find(({ id }) => id === image.id)).toMatchObject({ rmsThere: null });
		await images.updateOne({ _id: image.id }, { $set: { noisePath: image.noisePath } });
	});

	test('over the edge is filled with what was not measured', async () => {
		const wcs = celestialWcs(readFitsImage(readFileSync(image.path)).header);
		const corner = wcs.pixelToIcrs(0, 0);
		const part = readFitsImage((await ask(corner)).bytes);
		expect(part.nx).toBe(part.ny);
		expect(part.pixels.some(Number.isNaN)).toBe(true);
		expect(part.pixels.some((value) => !Number.isNaN(value))).toBe(true);
	});
});

describe('refused, by the field', () => {
	test.each([
		[{ ra: 'here' }, 'ra', 'Give ra in degrees.'],
		[{ dec: -91 }, 'dec', undefined],
		[{ size: 0 }, 'size', undefined],
		[{ format: 'gif' }, 'format', 'A format is one of fits, png, json.'],
		[{ id: 'x' }, 'id', 'An image is asked for by its number.'],
		[{ ra: { $gt: 0 } }, 'ra', 'Give ra in degrees.']
	])('%j', async (more, field, message) => {
		await expect(ask(more)).rejects.toMatchObject({
			code: 'Invalid',
			field,
			...(message && { message })
		});
	});

	test('an image that is not there', () =>
		expect(ask({ id: 999_999 })).rejects.toMatchObject({ code: 'NotFound', field: 'id' }));

	test('a place the image does not cover', () =>
		expect(ask({ ra: (image.ra + 180) % 360 })).rejects.toMatchObject({ code: 'NotFound' }));

	test('more pixels than anybody looks at', () =>
		expect(ask({ size: 120 })).rejects.toMatchObject({
			field: 'size',
			message: 'That is more than 2048 pixels a side.'
		}));
});
