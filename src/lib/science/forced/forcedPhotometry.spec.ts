import { describe, expect, test } from 'vitest';
import type { FitsMap } from '../fits/fitsMap.ts';
import { Random } from '../stats/random.ts';
import {
	fieldOf,
	forcedOptions,
	MAJOR,
	mapsOf,
	measure,
	skyOf,
	type FieldSource
} from './field.fixture.ts';
import { forcedPhotometry } from './forcedPhotometry.ts';

/** The edge is round(round(1.5 · 6) · 1.2) = 11 pixels wide. */
const EDGE = 11;

describe('a source alone', () => {
	const source = { x: 40.3, y: 51.8, flux: 0.7 };

	test('its flux comes out above the background, in the unit of the image', () => {
		const { flux, chiSquared, degreesOfFreedom, cluster } = measure(fieldOf([source]), [source]);
		expect(flux[0]).toBeCloseTo(0.7, 6);
		expect(chiSquared[0]).toBeLessThan(1e-3);
		// 1.5 beams to both sides: columns 31 to 49, rows 43 to 61.
		expect(degreesOfFreedom[0]).toBe(19 * 19 - 1);
		expect(cluster[0]).toBe(0);
	});

	test('its error is the mean noise under the beam, weighted with it', () => {
		const field = fieldOf([source]);
		field.noise.forEach((_, i) => (field.noise[i] = i % 2 ? 0.001 : 0.002));
		const { fluxErr } = measure(field, [source]);
		// Half of the pixels weigh four times as much: (2 + 4·1)/(1 + 4).
		expect(fluxErr[0]).toBeCloseTo(0.0012, 5);
	});

	test('a position without a source has a flux of about 0, or less', () => {
		const field = fieldOf([]);
		field.image.fill(0.499);
		expect(measure(field, [source]).flux[0]).toBeCloseTo(-0.0021, 3);
	});

	test('the shape given for it is used instead of the beam', () => {
		const maps = mapsOf(fieldOf([source]));
		const shapes = [{ bmaj: (2 * MAJOR) / 1800, bmin: MAJOR / 1800, bpa: 30 }];
		const options = { ...forcedOptions, shapes };
		const { flux } = forcedPhotometry(skyOf(maps, [source]), maps, options);
		// The product of √(2·s²/(s² + S²)) for the widths 6 and 12, 4 and 6 pixels.
		expect(flux[0] / 0.7).toBeCloseTo(Math.sqrt((72 / 180) * (32 / 52)), 2);
	});

	test.each(['noise', 'image', 'background'] as const)(
		'a blank pixel of the %s in its stamp forbids it, unless blanks are allowed',
		(kind) => {
			const field = fieldOf([source]);
			field[kind][52 * field.size + 36] = kind === 'noise' ? 0 : NaN;
			expect(measure(field, [source]).flux[0]).toBeNaN();
			const allowed = measure(field, [source], { allowNan: true });
			expect(allowed.flux[0]).toBeCloseTo(0.7, 6);
			expect(allowed.degreesOfFreedom[0]).toBe(19 * 19 - 2);
		}
	);

	test('on blank pixels alone nothing is measured', () => {
		const field = fieldOf([source]);
		field.noise.fill(NaN);
		const { flux, fluxErr, inRange } = measure(field, [source], { allowNan: true });
		expect([flux[0], fluxErr[0]]).toEqual([NaN, NaN]);
		expect(inRange[0]).toBe(1);
	});

	test('a blank pixel just outside its stamp does not matter', () => {
		const field = fieldOf([source]);
		field.noise[52 * field.size + 30] = NaN;
		expect(measure(field, [source]).flux[0]).toBeCloseTo(0.7, 6);
	});
});

describe('the edge', () => {
	test('a position up to the edge buffer is measured, beyond it all is 0', () => {
		const size = 100;
		const inside = [
			{ x: EDGE + 1e-6, y: 50 },
			{ x: size - EDGE - 1e-6, y: 50 },
			{ x: 50, y: EDGE + 1e-6 },
			{ x: 50, y: size - EDGE - 1e-6 }
		];
		expect([...measure(fieldOf(inside), inside).inRange]).toEqual([1, 1, 1, 1]);
		const outside = inside.map(({ x, y }) => ({
			x: 50 + (x - 50) * 1.001,
			y: 50 + (y - 50) * 1.001
		}));
		const { inRange, flux, fluxErr, degreesOfFreedom } = measure(fieldOf(inside), outside);
		expect([...inRange]).toEqual([0, 0, 0, 0]);
		expect([...flux, ...fluxErr, ...degreesOfFreedom].every((value) => value === 0)).toBe(true);
	});

	test('positions on the other side of the sky and positions that are no numbers are out of range', () => {
		const maps = mapsOf(fieldOf([]));
		const positions = { ra: [330, NaN, 150], dec: [30, -30, NaN] };
		expect([...forcedPhotometry(positions, maps, forcedOptions).inRange]).toEqual([0, 0, 0]);
	});

	test('without an edge a stamp ends with the image', () => {
		const corner = { x: 0.2, y: 99 };
		const { flux, degreesOfFreedom } = measure(fieldOf([corner]), [corner], { edgeBufferScale: 0 });
		expect(flux[0]).toBeCloseTo(1, 6);
		expect(degreesOfFreedom[0]).toBe(10 * 10 - 1);
	});

	test('a source out of range is no neighbour', () => {
		const sources = [
			{ x: 5, y: 50 },
			{ x: 14, y: 50 }
		];
		const { cluster, inRange } = measure(fieldOf(sources), sources);
		expect([...inRange]).toEqual([0, 1]);
		expect([...cluster]).toEqual([0, 0]);
	});
});

describe('invariants', () => {
	/** Sources all over, some of them near others; no two at once on one pixel. */
	function crowded(seed: number): FieldSource[] {
		const random = new Random(seed);
		return Array.from({ length: 25 }, (_, k) => ({
			x: 20 + 15 * (k % 5) + random.between(-7, 7),
			y: 20 + 15 * Math.floor(k / 5) + random.between(-7, 7),
			flux: random.logBetween(0.01, 1)
		}));
	}

	test('fluxes scale with the image, errors with the noise', () => {
		const sources = crowded(1);
		const field = fieldOf(sources);
		const doubled = { ...field, noise: field.noise.map((value) => 4 * value) };
		doubled.image = field.image.map((value) => 0.5 + 2 * (value - 0.5));
		const once = measure(field, sources);
		const twice = measure(doubled, sources);
		once.flux.forEach((flux, k) => expect(twice.flux[k]).toBeCloseTo(2 * flux, 6));
		once.fluxErr.forEach((error, k) => expect(twice.fluxErr[k]).toBeCloseTo(4 * error, 9));
	});

	test.each([2, 3, 4])('measured in one cluster, all fluxes come back (field %i)', (seed) => {
		const sources = crowded(seed).slice(0, 10);
		const { flux } = measure(fieldOf(sources), sources, { clusterThreshold: 20 });
		sources.forEach((source, k) => expect(flux[k]).toBeCloseTo(source.flux ?? 0, 5));
	});

	test('what is measured does not depend on positions far away', () => {
		const sources = crowded(5);
		const few = sources.slice(0, 5);
		const [all, some] = [sources, few].map((asked) =>
			measure(fieldOf(sources), asked, { clusterThreshold: 0 })
		);
		expect([...some.flux]).toEqual([...all.flux.subarray(0, 5)]);
	});

	test('only windows of the size of the stamps are read, three for each', () => {
		const sources = crowded(6);
		const sizes: number[] = [];
		const counted = (map: FitsMap): FitsMap => ({
			...map,
			window(...box) {
				const cut = map.window(...box);
				sizes.push(cut.length);
				return cut;
			}
		});
		const { name, image, background, noise } = mapsOf(fieldOf(sources));
		const maps = {
			name,
			image: counted(image),
			background: counted(background),
			noise: counted(noise)
		};
		const options = { ...forcedOptions, clusterThreshold: 0, edgeBufferScale: 0 };
		forcedPhotometry(skyOf(maps, sources), maps, options);
		expect(sizes).toHaveLength(3 * sources.length);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(19 * 19);
	});
});

describe('maps that cannot be used', () => {
	const refusal = (cards: Parameters<typeof mapsOf>[1], field = fieldOf([])) => {
		return () => forcedPhotometry({ ra: [150], dec: [-30] }, mapsOf(field, cards), forcedOptions);
	};

	test.each(['background', 'noise'] as const)('a %s map of another shape is refused', (kind) => {
		const field = { ...fieldOf([]), [kind]: new Float32Array(100 * 90) };
		expect(refusal({}, field)).toThrow(
			`The ${kind} map of a.fits has 100×90 pixels, the image 100×100: give the map made from this image.`
		);
	});

	test.each(['BMAJ', 'BMIN', 'BPA'])('an image without %s is refused', (key) => {
		expect(refusal({ [key]: null })).toThrow(`The image a.fits has no ${key} keyword`);
	});

	test('a beam without a width is refused', () => {
		expect(refusal({ BMIN: 0 })).toThrow('BMIN of the image a.fits is 0');
	});
});
