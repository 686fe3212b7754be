import { describe, expect, test } from 'vitest';
import { forcedMeasurements, type ForcedMeasurementOptions } from './forcedMeasurements.ts';
import type { ForcedFluxes } from './forcedPhotometry.ts';
import { decidingIslands } from './labels.ts';

const options: ForcedMeasurementOptions = {
	beam: { bmaj: 15 / 3600, bmin: 10 / 3600, bpa: 30 },
	islandIds: ['SB1_island_1', 'SB1_island_12', 'SB1_island_3'],
	earlierForced: [],
	runId: 7,
	raUncertaintyArcsec: 1,
	decUncertaintyArcsec: 0.5
};

interface Fit {
	flux: number;
	fluxErr: number;
	chiSquared: number;
}
const good: Fit = { flux: -0.002, fluxErr: 0.001, chiSquared: 300 };

function rowsOf(fits: Partial<Fit>[], changed: Partial<ForcedMeasurementOptions> = {}) {
	const all = fits.map((fit) => ({ ...good, ...fit }));
	const n = all.length;
	const fluxes: ForcedFluxes = {
		inRange: new Uint8Array(n).fill(1),
		flux: Float64Array.from(all, ({ flux }) => flux),
		fluxErr: Float64Array.from(all, ({ fluxErr }) => fluxErr),
		chiSquared: Float64Array.from(all, ({ chiSquared }) => chiSquared),
		degreesOfFreedom: new Float64Array(n).fill(528),
		cluster: new Int32Array(n)
	};
	const sources = all.map((_, k) => 10 + k);
	const ra = all.map((_, k) => 150 + k);
	const dec = all.map((_, k) => -30 - k);
	return forcedMeasurements({ sources, ra, dec, fluxes }, { ...options, ...changed });
}

test('a forced row is a point source at the position of its source, in mJy', () => {
	const { sources, measurements } = rowsOf([{}]);
	expect([...sources]).toEqual([10]);
	const row = Object.fromEntries(
		Object.entries(measurements).map(([key, column]) => [
			key,
			typeof column === 'number' ? column : (column as ArrayLike<unknown>)[0]
		])
	);
	expect(row).toMatchObject({
		n: 1,
		id: 0,
		ra: 150,
		dec: -30,
		fluxPeak: -2,
		fluxInt: -2,
		fluxPeakErr: 1,
		fluxIntErr: 1,
		localRms: 1,
		snr: -2,
		compactness: 1,
		chiSquaredFit: 300,
		bmaj: 15,
		bmin: 10,
		pa: 30,
		psfBmaj: 15,
		psfBmin: 10,
		psfPa: 30,
		errBmaj: 0,
		errorRadius: 0,
		forced: 1,
		hasSiblings: 0,
		flagC4: 0,
		fluxIntIslRatio: 1,
		fluxPeakIslRatio: 1
	});
	expect(row.uncertaintyEw).toBeCloseTo(Math.hypot(1, 0.01) / 3600, 15);
	expect(row.uncertaintyNs).toBeCloseTo(Math.hypot(0.5, 0.01) / 3600, 15);
	expect(Number(row.weightNs) * Number(row.uncertaintyNs) ** 2).toBeCloseTo(1, 12);
});

test.each([
	['no flux', { flux: NaN }],
	['a flux of 0', { flux: 0 }],
	['no error', { fluxErr: NaN }],
	['an error of 0', { fluxErr: 0 }],
	['an infinite χ²', { chiSquared: Infinity }]
])('a fit with %s is left out and takes no number', (_, bad) => {
	const { sources, measurements } = rowsOf([{}, bad, {}]);
	expect([...sources]).toEqual([10, 12]);
	expect([...measurements.ra]).toEqual([150, 152]);
	expect(measurements.islandId).toEqual(['SB1_island_13', 'SB1_island_14']);
});

test('when nothing could be measured there are no rows', () => {
	const { sources, measurements } = rowsOf([{ flux: NaN }]);
	expect([sources.length, measurements.n, measurements.name.length]).toEqual([0, 0, 0]);
});

describe('labels', () => {
	const labels = (changed: Partial<ForcedMeasurementOptions>) => {
		const { islandId, componentId, name } = rowsOf([{}], changed).measurements;
		return [islandId[0], componentId[0], name[0]];
	};

	test('go on from the highest number of the image’s islands', () => {
		expect(labels({})).toEqual([
			'SB1_island_13',
			'SB1_component_13a',
			'SB1_component_13a_f_run007'
		]);
	});

	test('go on from the forced rows the run has already', () => {
		expect(labels({ earlierForced: ['SB1_island_13', 'SB1_island_20'] })[0]).toBe('SB1_island_21');
	});

	test('begin at 1 in an image without a catalogue row', () => {
		expect(labels({ islandIds: [] })).toEqual([
			'island_1',
			'component_1a',
			'component_1a_f_run007'
		]);
	});

	test('long run ids keep their digits', () => {
		expect(labels({ runId: 12345 })[2]).toBe('SB1_component_13a_f_run12345');
	});

	test('are the same when only the islands that decide them are known', () => {
		for (const islandIds of [options.islandIds, ['b_7', 'a_9', 'c_9'], ['abc'], []]) {
			expect(decidingIslands(islandIds).length).toBeLessThanOrEqual(2);
			expect(labels({ islandIds: decidingIslands(islandIds) })).toEqual(labels({ islandIds }));
		}
	});

	test('island ids without a number or a prefix do no harm', () => {
		expect(labels({ islandIds: ['abc'] })[0]).toBe('abc_1');
		expect(labels({ islandIds: [`island_${'9'.repeat(40)}`] })[0]).toBe('island_1000000000000000');
	});
});
