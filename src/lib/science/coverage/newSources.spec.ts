import { expect, test } from 'vitest';
import { FitsHeader } from '../fits/header.ts';
import { basicOptions, imageOf } from '../run/images.fixture.ts';
import { processRun } from '../run/processRun.ts';
import type { RunImage, RunOptions } from '../run/types.ts';
import { mapOf } from './fitsMap.fixture.ts';
import { noiseAt } from './noiseAt.ts';

const SIZE = 101;
const PIXEL = 2 / 3600;

/** A noise map of 101² pixels of 2″ about (150, −30), beam 15″, everywhere `rms` mJy/beam. */
function noiseMap(rms: number, cards: [string, string | number][] = []) {
	const header = new FitsHeader([
		['CTYPE1', 'RA---SIN'],
		['CTYPE2', 'DEC--SIN'],
		['CRPIX1', 51],
		['CRPIX2', 51],
		['CRVAL1', 150],
		['CRVAL2', -30],
		['CDELT1', -PIXEL],
		['CDELT2', PIXEL],
		['RADESYS', 'ICRS'],
		['NAXIS1', SIZE],
		['NAXIS2', SIZE],
		['BMAJ', 15 / 3600],
		...cards
	]);
	const pixels = new Float32Array(SIZE * SIZE).fill(rms / 1000);
	return { header, nx: SIZE, ny: SIZE, pixels };
}

type NoiseMap = ReturnType<typeof noiseMap>;

const steady = { ra: 150.2, dec: -30.1 };
const late = { ra: 150, dec: -30, flux: 20 };

function run(images: RunImage[], maps: NoiseMap[], options: Partial<RunOptions> = {}) {
	const asked: number[] = [];
	const readNoise = (index: number) => {
		asked.push(index);
		return mapOf(maps[index]);
	};
	const readMaps = () => {
		throw new Error('nothing is monitored');
	};
	const all = { ...basicOptions, ...options };
	const result = processRun({ images, options: all, readNoise, readMaps });
	return { ...result, asked };
}

test('a source missing from an earlier image in which it would be 5 σ or more is new', () => {
	const images = [imageOf([steady]), imageOf([steady, late], { day: 1 })];
	const { sources } = run(images, [noiseMap(2), noiseMap(2)]);
	expect([...sources.isNew]).toEqual([0, 1]);
	expect(sources.newHighSigma[1]).toBeCloseTo(10, 5);
});

test('the highest rms among the earlier images counts', () => {
	const images = [0, 1, 2].map((day) => imageOf([steady], { day }));
	images.push(imageOf([steady, late], { day: 3 }));
	const { sources } = run(images, [noiseMap(2), noiseMap(4), noiseMap(1), noiseMap(1)]);
	expect(sources.newHighSigma[1]).toBeCloseTo(5, 5);
});

test('the true maximum is over the lowest rms among the earlier images', () => {
	const images = [0, 1, 2].map((day) => imageOf([steady], { day }));
	images.push(imageOf([steady, late], { day: 3 }));
	const maps = [noiseMap(2), noiseMap(4), noiseMap(1), noiseMap(1)];
	const trueHighSigma = () => run(images, maps).sources.newTrueHighSigma[1];
	expect(trueHighSigma()).toBeCloseTo(20, 5);
	maps[2].pixels.fill(NaN);
	expect(trueHighSigma()).toBeCloseTo(10, 5);
	// No rms of 0: nothing was measured there.
	maps[0].pixels.fill(0);
	expect(trueHighSigma()).toBeCloseTo(5, 5);
	maps.forEach((map) => map.pixels.fill(0));
	expect(trueHighSigma()).toBe(0);
});

test('a source too faint for the earlier image is not new, and no noise map is read for it', () => {
	const images = [imageOf([steady], { rmsMin: 4.001 }), imageOf([steady, late], { day: 1 })];
	const { sources, asked } = run(images, [noiseMap(5), noiseMap(5)]);
	expect([...sources.isNew]).toEqual([0, 0]);
	expect(asked).toEqual([]);
});

test('exactly at the limit the source is new', () => {
	const images = [imageOf([steady], { rmsMin: 4 }), imageOf([steady, late], { day: 1 })];
	const { sources } = run(images, [noiseMap(4), noiseMap(4)]);
	expect([...sources.isNew]).toEqual([0, 1]);
});

test('a source that fades is not new', () => {
	const images = [imageOf([steady, late]), imageOf([steady], { day: 1 })];
	const { sources, asked } = run(images, [noiseMap(1), noiseMap(1)]);
	expect([...sources.isNew]).toEqual([0, 0]);
	expect(asked).toEqual([]);
});

test('a source outside the circle of the earlier image is not new', () => {
	const elsewhere = imageOf([], { ra: 155, skyRegionId: 2 });
	const { sources } = run([elsewhere, imageOf([late], { day: 1 })], [noiseMap(1), noiseMap(1)]);
	expect([...sources.isNew]).toEqual([0]);
});

test('a detection through another image of the same epoch settles that epoch', () => {
	const images = [
		imageOf([], { epoch: 'A' }),
		imageOf([late], { epoch: 'A', day: 1, ra: 150.5, skyRegionId: 2 }),
		imageOf([late], { epoch: 'B', day: 2 })
	];
	const { sources } = run(images, [noiseMap(1), noiseMap(1), noiseMap(1)], { epochMode: true });
	expect([...sources.isNew]).toEqual([0]);
});

test('of two images of one epoch that cover a source the one centred nearer is looked at', () => {
	const far = imageOf([], { epoch: 'A', ra: 150.5, skyRegionId: 1 });
	const near = imageOf([], { epoch: 'A', day: 1, skyRegionId: 2 });
	const { asked } = run(
		[far, near, imageOf([late], { epoch: 'B', day: 2, skyRegionId: 2 })],
		[noiseMap(1), noiseMap(1), noiseMap(1)],
		{ epochMode: true }
	);
	expect(asked).toEqual([1]);
});

test('an rms of 0 at the place means not new', () => {
	const images = [imageOf([steady]), imageOf([steady, late], { day: 1 })];
	const { sources } = run(images, [noiseMap(0), noiseMap(1)]);
	expect([...sources.isNew]).toEqual([0, 0]);
});

test('each noise map is read once, however many sources need it', () => {
	const others = [1, 2, 3].map((k) => ({ ra: 150, dec: -30 + k * 0.005, flux: 50 }));
	const images = [imageOf([]), imageOf([late, ...others], { day: 1 })];
	const { sources, asked } = run(images, [noiseMap(1), noiseMap(1)]);
	expect([...sources.isNew]).toEqual([1, 1, 1, 1]);
	expect(asked).toEqual([0]);
});

test('the rms is that of the pixel whose area holds the position', () => {
	const map = noiseMap(1);
	map.pixels[50 * SIZE + 51] = 0.007;
	const rms = noiseAt(mapOf(map), 'a.fits', 1.2);
	const east = (pixels: number) => 150 + (pixels * PIXEL) / Math.cos(Math.PI / 6);
	expect(rms(150, -30)).toBeCloseTo(1, 6);
	expect(rms(east(-0.51), -30)).toBeCloseTo(7, 6);
	expect(rms(east(-0.49), -30)).toBeCloseTo(1, 6);
});

test('an FK5 map is looked up at the rotated place', () => {
	const rms = (frame: string) => {
		// FK5 lies 24 mas from ICRS here: a pixel of 20 mas tells them apart.
		const fine = 2e-2 / 3600;
		const map = noiseMap(1, [['EQUINOX', 2000]]);
		const cards = map.header.keys().map((key): [string, string | number] => {
			return [key, map.header.text(key) ?? map.header.number(key) ?? ''];
		});
		const changed = new Map(cards).set('RADESYS', frame).set('CDELT1', -fine).set('CDELT2', fine);
		changed.set('BMAJ', 0.15 / 3600);
		const pixels = map.pixels.slice();
		pixels[50 * SIZE + 50] = 0.009;
		const fk5 = mapOf({ ...map, header: new FitsHeader(changed), pixels });
		return noiseAt(fk5, 'a.fits', 1.2)(150, -30);
	};
	expect(rms('ICRS')).toBeCloseTo(9, 6);
	expect(rms('FK5')).toBeCloseTo(1, 6);
});

test('near the edge and beside blank pixels there is no rms', () => {
	const map = noiseMap(1);
	map.pixels[47 * SIZE + 50] = NaN;
	const rms = noiseAt(mapOf(map), 'a.fits', 1.2);
	expect(rms(150, -30)).toBeNaN();
	// round(1.5·7.5) = 11 pixels, times 1.2 = 13: row 13 is in, row 12 is out.
	expect(rms(150, -30 - 37 * PIXEL)).toBeCloseTo(1, 6);
	expect(rms(150, -30 - 38 * PIXEL)).toBeNaN();
	expect(rms(150, -30 + 37 * PIXEL)).toBeCloseTo(1, 6);
	expect(rms(150, -30 + 38 * PIXEL)).toBeNaN();
	expect(rms(330, 30)).toBeNaN();
});

test('a look reads a window of one beam, however large the map', () => {
	const map = mapOf(noiseMap(1));
	let most = 0;
	const window: typeof map.window = (...box) => {
		const cut = map.window(...box);
		most = Math.max(most, cut.length);
		return cut;
	};
	expect(noiseAt({ ...map, window }, 'a.fits', 1.2)(150, -30)).toBeCloseTo(1, 6);
	expect(most).toBe(64);
});

test('a noise map without a beam is refused by name', () => {
	const map = mapOf({ ...noiseMap(1), header: new FitsHeader(beamless()) });
	expect(() => noiseAt(map, 'epoch01.fits', 1.2)).toThrow(
		'The noise map of epoch01.fits has no BMAJ keyword.'
	);
});

function beamless(): [string, string | number][] {
	const { header } = noiseMap(1);
	return header
		.keys()
		.filter((key) => key !== 'BMAJ')
		.map((key) => [key, header.text(key) ?? header.number(key) ?? '']);
}
