import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '#schema/user.ts';
import {
	askedAsReference,
	cutoutOfMeasurement,
	imageBeside,
	measurementBeside,
	regionsAround
} from '#server/queries/referenceAddresses.ts';
import { makeRun, makeUser, ownInstallation } from './builders.ts';
import { makeImage } from './imageBuilders.ts';

ownInstallation();
let eve: User;

beforeAll(async () => {
	eve = await makeUser('eve', 'viewer');
	await makeRun(7, 'vast_dr1');
	// The builder's images follow each other day by day.
	await makeImage(1, [
		{ id: 10, ra: 150.25, dec: -30.5 },
		{ id: 11, ra: 150.1, dec: -30 }
	]);
	await makeImage(3, []);
});

const ask = (text: string) => askedAsReference(eve, new URLSearchParams(text));
const cutout = (measurementId: string, size = 'normal', format = 'fits') =>
	cutoutOfMeasurement(eve, { measurementId, size, format });
const regions = (place: string, said = '') =>
	regionsAround(eve, { imageId: '3', place, said: new URLSearchParams(said) });

describe('an address of the reference', () => {
	test('names runs, ours are asked by number', async () => {
		expect(await ask('run=vast_dr1&min_eta_peak=2')).toBe('?min_etaPeak=2&run=7');
		expect(await ask('')).toBe('');
		await expect(ask('run=nothing')).rejects.toMatchObject({ code: 'NotFound', field: 'run' });
	});

	test('leads to the image before and after, and stays at the ends', async () => {
		expect(await imageBeside(eve, '1', 'next')).toBe('/images/3');
		expect(await imageBeside(eve, '3', 'prev')).toBe('/images/1');
		expect(await imageBeside(eve, '3', 'next')).toBe('/images/3');
		await expect(imageBeside(eve, '2', 'next')).rejects.toMatchObject({ code: 'NotFound' });
	});

	test('leads to the measurement before and after, and stays at the ends', async () => {
		expect(await measurementBeside(eve, '10', 'next')).toBe('/measurements/11');
		expect(await measurementBeside(eve, '10', 'prev')).toBe('/measurements/10');
		expect(await measurementBeside(eve, '11', 'next')).toBe('/measurements/11');
		await expect(measurementBeside(eve, '12', 'next')).rejects.toMatchObject({ code: 'NotFound' });
	});

	test.each([
		['normal', '2'],
		['large', '20'],
		['xlarge', '40']
	])('of a %s cutout leads to ours of %s arcmin around the measurement', async (size, arcmin) => {
		const path = await cutout('10', size, 'png');
		expect(path).toBe(`/api/v1/images/1/cutout?ra=150.25&dec=-30.5&size=${arcmin}&format=png`);
	});

	test.each([
		['10', 'huge', 'Invalid'],
		['99', 'normal', 'NotFound'],
		['1e1', 'normal', 'NotFound'],
		['../../etc', 'normal', 'NotFound']
	])('of a cutout of %s in size %s is refused', async (id, size, code) => {
		await expect(cutout(id, size)).rejects.toMatchObject({ code });
	});

	test('of regions says what is highlighted', () => {
		expect(regions('150.1,-30.2,20arcmin', 'selection_model=source&selection_id=5&run_id=7')).toBe(
			'/api/v1/images/3/regions?ra=150.1&dec=-30.2&radius=20arcmin&source=5&run=7'
		);
		expect(regions('10:00:24,-30:12:00,0.1deg', 'selection_id=4&no_forced=True')).toBe(
			'/api/v1/images/3/regions?ra=10%3A00%3A24&dec=-30%3A12%3A00&radius=0.1deg&measurement=4&forced=no'
		);
		expect(() => regions('150.1,-30.2')).toThrowError('RA,DEC,RADIUS');
	});

	test('is not for strangers', async () => {
		await expect(askedAsReference(null, [])).rejects.toMatchObject({ code: 'NotSignedIn' });
	});
});
