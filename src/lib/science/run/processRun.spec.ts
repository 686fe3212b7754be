import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { basicOptions, imageOf, type FixtureMeasurement } from './images.fixture.ts';
import { processRun } from './processRun.ts';
import type { PreviousRun, RunImage, RunOptions } from './types.ts';

const place = { ra: 150, dec: -30 };

function run(images: RunImage[], options: Partial<RunOptions> = {}, previous?: PreviousRun) {
	const readNoise = () => {
		throw new Error('no noise map should be asked for');
	};
	return processRun({
		images: previous ? images.map((image) => ({ ...image, isDone: true })) : images,
		options: { ...basicOptions, ...options },
		...(previous ? { previous } : {}),
		readNoise,
		readMaps: readNoise
	});
}

/** What an earlier run had found: the first row of every image is of one source. Forced rows are never associated anew. */
function oneSourceOf(images: RunImage[]): PreviousRun {
	const n = images.length;
	return {
		associations: {
			n,
			source: new Int32Array(n),
			image: Int32Array.from(images.keys()),
			row: new Int32Array(n),
			d2d: new Float64Array(n),
			dr: new Float64Array(n)
		},
		sources: {
			n: 1,
			ra: Float64Array.of(place.ra),
			dec: Float64Array.of(place.dec),
			uncertaintyEw: Float64Array.of(1),
			uncertaintyNs: Float64Array.of(1)
		},
		relations: { from: new Int32Array(0), to: new Int32Array(0) }
	};
}

function lightCurve(epochs: Partial<FixtureMeasurement>[]): RunImage[] {
	return epochs.map((epoch, day) => imageOf([{ ...place, ...epoch }], { day }));
}

test('a source carries the metrics of its light curve', () => {
	const { sources } = run(
		lightCurve([10, 10.2, 9.9, 6, 5.5, 6.2, 10.1, 9.8].map((flux) => ({ flux, error: 0.3 })))
	);
	expect(sources.n).toBe(1);
	expect(sources.nMeas[0]).toBe(8);
	expect(sources.avgFluxPeak[0]).toBeCloseTo(8.4625, 12);
	expect(sources.etaPeak[0]).toBeCloseTo(50.6012, 4);
	expect(sources.vInt[0]).toBeCloseTo(0.252176, 6);
	expect([sources.minFluxInt[0], sources.maxFluxInt[0]]).toEqual([5.5, 10.2]);
	// The most significant pair is also the most modulated here.
	expect(sources.vsAbsSignificantMaxPeak[0]).toBeCloseTo(11.078, 4);
	expect(sources.mAbsSignificantMaxPeak[0]).toBeCloseTo(0.598726, 6);
});

test('forced rows count for fluxes and weights, but not for signal to noise, compactness and position', () => {
	const images = lightCurve([{ flux: 10 }, { flux: 20 }, { flux: 3, dec: -30.001, forced: true }]);
	const { sources } = run(images, {}, oneSourceOf(images));
	expect([sources.nMeas[0], sources.nMeasSel[0], sources.nMeasForced[0]]).toEqual([3, 2, 1]);
	expect([sources.minSnr[0], sources.minFluxPeak[0]]).toEqual([10, 3]);
	expect(sources.wavgDec[0]).toBe(-30);
	expect(sources.wavgUncertaintyEw[0]).toBeCloseTo(3 ** -0.5, 12);
});

test('a fractional error adds in quadrature to the errors in the metrics, not to those of forced rows', () => {
	const images = lightCurve([
		{ flux: 10, error: 3 },
		{ flux: 10, error: 3, forced: true }
	]);
	const { fluxPeakErr } = run(images, { fluxFractionalError: 0.4 }, oneSourceOf(images));
	expect([...fluxPeakErr]).toEqual([5, 3]);
	expect(images[0].measurements.fluxPeakErr[0]).toBe(3);
});

test('without pair metrics there are no pairs, and the aggregates are 0', () => {
	const images = lightCurve([{ flux: 10 }, { flux: 100 }]);
	const { hasPairs, sources } = run(images, { pairMetrics: false });
	expect(hasPairs).toBe(false);
	expect(sources.vsAbsSignificantMaxPeak[0]).toBe(0);
	expect(run(images).sources.vsAbsSignificantMaxPeak[0]).toBeGreaterThan(4.3);
});

test('forks are related both ways, share the measurement they came from, and are their own neighbours', () => {
	const near = { ra: 150, dec: -30 + 5 / 3600 };
	const images = [imageOf([place]), imageOf([place, near], { day: 1 })];
	const { relations, sources, associations } = run(images);
	expect([[...relations.from], [...relations.to]]).toEqual([
		[0, 1],
		[1, 0]
	]);
	expect([...sources.nRel]).toEqual([1, 1]);
	expect(associations.n).toBe(4);
	expect(sources.nNeighbourDist[0] * 3600).toBeCloseTo(2.5, 6);
});

test('right ascensions come out within [0, 360)', () => {
	const images = [0.0001, 359.9999].map((ra, day) =>
		imageOf([{ ra, dec: 0 }], { ra: 0, dec: 0, day })
	);
	const { sources } = run(images);
	expect(sources.n).toBe(1);
	expect(Math.min(sources.wavgRa[0], 360 - sources.wavgRa[0])).toBeLessThan(1e-9);
	expect(sources.wavgRa[0]).toBeLessThan(360);
});

test('the same input gives the same bits', () => {
	expect(run(randomSurvey())).toEqual(run(randomSurvey()));
});

test('the order of the images in the config does not change the sources', () => {
	const images = randomSurvey();
	const reordered = [...images.slice(3), ...images.slice(0, 3)];
	expect(run(reordered).sources).toEqual(run(images).sources);
});

test('a run of no images has no sources', () => {
	expect(run([]).sources.n).toBe(0);
});

test('what onProgress throws stops the run', () => {
	const input = { images: randomSurvey(), options: basicOptions };
	const stop = () => {
		throw new Error('cancelled');
	};
	const readNoise = () => {
		throw new Error('not reached');
	};
	expect(() => processRun({ ...input, readNoise, readMaps: readNoise, onProgress: stop })).toThrow(
		'cancelled'
	);
});

/** Six epochs of 200 sources with 1″ scatter; none bright enough to be new. */
function randomSurvey(): RunImage[] {
	const random = new Random(5);
	const positions = Array.from({ length: 200 }, () => ({
		ra: 150 + 0.3 * random.normal(),
		dec: -30 + 0.3 * random.normal()
	}));
	return Array.from({ length: 6 }, (_, day) =>
		imageOf(
			positions.map(({ ra, dec }) => ({
				ra: ra + random.normal() / 3600,
				dec: dec + random.normal() / 3600,
				flux: 20 + random.normal()
			})),
			{ day, rmsMin: 100 }
		)
	);
}
