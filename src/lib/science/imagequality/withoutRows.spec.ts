import { expect, test } from 'vitest';
import { basicOptions, imageOf } from '../run/images.fixture.ts';
import { processRun } from '../run/processRun.ts';
import { rowsBySource } from '../run/rowsBySource.ts';
import type { RunImage, RunResult } from '../run/types.ts';
import { Random } from '../stats/random.ts';
import { rowsWithout, type CurveOrigins } from './rowsWithout.ts';
import { bandsOfRows, metricsOfRows, type LeftRows } from './withoutRows.ts';

const OPTIONS = { pairMetrics: true, pairMinAbsVs: 4.3 };

/** Sources of random brightness, apart from each other, each measured in most of the images; some flare. */
function randomSurvey(random: Random): RunImage[] {
	const nSources = 1 + random.integer(6);
	const fluxes = Array.from({ length: nSources }, () => 2 + 20 * random.uniform());
	return Array.from({ length: 2 + random.integer(8) }, (_, day) =>
		imageOf(
			fluxes.flatMap((flux, source) =>
				random.uniform() < 0.2
					? []
					: [
							{
								ra: 149.6 + 0.1 * source,
								dec: -30,
								flux: flux * (random.uniform() < 0.1 ? 4 : 1 + 0.1 * random.uniform()),
								error: 0.2 + random.uniform()
							}
						]
			),
			{ day, id: day + 1 }
		)
	);
}

function run(images: RunImage[]): RunResult {
	const readNoise = () => {
		throw new Error('no map should be asked for');
	};
	return processRun({
		images,
		options: { ...basicOptions, newSourceMinSigma: 1e9 },
		readNoise,
		readMaps: readNoise
	});
}

/** The rows of a result, as a table, outside the given images. */
function rowsOf(
	{ images, associations, sources, ...errors }: RunResult,
	leftOut: number[]
): LeftRows {
	const { rows } = rowsBySource(associations.source, sources.n);
	const kept = [...rows].filter((k) => !leftOut.includes(associations.image[k]));
	const measured = (key: 'snr' | 'fluxInt' | 'fluxPeak') =>
		Float64Array.from(
			kept,
			(k) => images[associations.image[k]].measurements[key][associations.row[k]]
		);
	const ones = new Float64Array(kept.length).fill(1);
	return {
		nSources: sources.n,
		source: Int32Array.from(kept, (k) => associations.source[k]),
		date: Float64Array.from(kept, (k) => images[associations.image[k]].datetimeMs),
		frequencyMhz: ones.map(() => 887.5),
		flux: {
			int: measured('fluxInt'),
			peak: measured('fluxPeak'),
			intErr: Float64Array.from(kept, (k) => errors.fluxIntErr[k]),
			peakErr: Float64Array.from(kept, (k) => errors.fluxPeakErr[k])
		},
		measured: {
			snr: measured('snr'),
			compactness: ones,
			fluxIntIslRatio: ones,
			fluxPeakIslRatio: ones,
			hasSiblings: new Uint8Array(kept.length),
			forced: new Uint8Array(kept.length)
		}
	};
}

test('with nothing left out the numbers are those of the run, to the last bit, for 80 random surveys', () => {
	const random = new Random(20260);
	for (let survey = 0; survey < 80; survey++) {
		const result = run(randomSurvey(random));
		const columns = metricsOfRows(rowsOf(result, []), OPTIONS);
		for (const [key, values] of Object.entries(columns))
			expect(values, `${key} of survey ${survey}`).toEqual(
				result.sources[key as keyof typeof columns]
			);
	}
});

test('leaving images out gives what a run over the other images gives', () => {
	const random = new Random(7);
	for (let survey = 0; survey < 40; survey++) {
		const images = randomSurvey(random);
		const last = images.length - 1;
		const whole = run(images);
		// A source that only the last image knows is not in the other run; the others keep their order.
		const others = run(images.slice(0, last));
		const columns = metricsOfRows(rowsOf(whole, [last]), OPTIONS);
		for (const [key, values] of Object.entries(columns))
			expect(values.slice(0, others.sources.n), `${key} of survey ${survey}`).toEqual(
				others.sources[key as keyof typeof columns]
			);
		expect([...columns.nMeas.slice(others.sources.n)].every((n) => n === 0)).toBe(true);
	}
});

test('a source of which nothing is left has no variability and no flux', () => {
	const result = run([imageOf([{ ra: 150, dec: -30 }], { day: 0 })]);
	const rows = rowsOf(result, [0]);
	const columns = metricsOfRows(rows, OPTIONS);
	expect([columns.nMeas[0], columns.etaPeak[0], columns.vPeak[0]]).toEqual([0, 0, 0]);
	expect(columns.avgFluxPeak[0]).toBeNaN();
	expect(columns.mAbsSignificantMaxPeak[0]).toBe(0);
	expect(bandsOfRows(rows, columns, { pairMinAbsVs: 4.3, runFrequenciesMhz: [888] })).toEqual([[]]);
});

test('a run in two bands has metrics of both', () => {
	const images = [10, 20, 10, 20].map((flux, day) =>
		imageOf([{ ra: 150, dec: -30, flux }], { day })
	);
	const rows = rowsOf(run(images), []);
	rows.frequencyMhz.set([888, 1400, 888, 1400]);
	const options = { pairMinAbsVs: 4.3, runFrequenciesMhz: [888, 1400] };
	const [bands] = bandsOfRows(rows, metricsOfRows(rows, OPTIONS), options);
	expect(bands.map(({ frequencyMhz, nMeas, etaPeak }) => [frequencyMhz, nMeas, etaPeak])).toEqual([
		[888, 2, 0],
		[1400, 2, 0]
	]);
});

test('of a light curve, rows of bad images go, and forced measurements stand behind detections', () => {
	const curve: CurveOrigins = {
		...{ sourceId: 5, mjd: Float64Array.of(1, 2, 3, 4), frequencyMhz: new Float64Array(4) },
		...{ fluxInt: new Float64Array(4), fluxIntErr: new Float64Array(4) },
		...{ fluxPeak: new Float64Array(4), fluxPeakErr: new Float64Array(4) },
		imageId: Float64Array.of(11, 12, 13, 14),
		measurementId: Float64Array.of(1, 2, 3, 4),
		forced: Uint8Array.of(1, 0, 0, 0)
	};
	expect(rowsWithout(curve, new Set([13]))).toMatchObject({ nLeftOut: 1, sourceId: 5 });
	expect(rowsWithout(curve, new Set([13]))?.rows).toEqual(Int32Array.of(1, 3, 0));
	expect(rowsWithout(curve, new Set([99]))).toBeNull();
});
