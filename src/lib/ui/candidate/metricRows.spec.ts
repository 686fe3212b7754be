import { describe, expect, test } from 'vitest';
import type { LightCurve, Source } from '#schema/source.ts';
import { metricGroups } from './metricRows.ts';

const metrics = {
	nMeas: 3,
	etaPeak: 10,
	vPeak: 0.5,
	etaInt: 8,
	vInt: 0.4,
	avgFluxPeak: 2,
	maxFluxPeak: 3,
	minFluxPeak: 1,
	vsAbsSignificantMaxPeak: 5,
	mAbsSignificantMaxPeak: 1,
	vsAbsSignificantMaxInt: 0,
	mAbsSignificantMaxInt: 0
};
const source: Source = {
	...metrics,
	id: 7,
	runId: 1,
	revision: 1,
	objectId: 'o',
	name: 'J1',
	bands: [],
	nMeasSel: 2,
	nMeasForced: 1,
	nSibl: 0,
	nRel: 0,
	wavgRa: 10,
	wavgDec: -30,
	wavgUncertaintyEw: 0.5 / 3600,
	wavgUncertaintyNs: 0.25 / 3600,
	avgCompactness: 1.1,
	minSnr: 5,
	maxSnr: 20,
	avgFluxInt: 2.2,
	maxFluxInt: 3.3,
	minFluxInt: 1.1,
	minFluxPeakIslRatio: 1,
	minFluxIntIslRatio: 0.9,
	isNew: false,
	newHighSigma: 0,
	newTrueHighSigma: 0,
	nNeighbourDist: 0.01
};
const three = <T>(value: T): T[] => [value, value, value];
const curve: LightCurve = {
	mjd: [1, 2, 3],
	fluxPeak: [1, 2, 3],
	fluxPeakErr: [0.1, 0.2, 0.3],
	fluxInt: [1.1, 2.2, 3.3],
	fluxIntErr: three(0.1),
	localRms: three(0.2),
	forced: three(false),
	frequencyMhz: three(888),
	imageId: [1, 2, 3],
	imageName: three('i'),
	measurementId: [1, 2, 3],
	measurementName: three('m'),
	ra: three(10),
	dec: three(-30)
};
const valuesOf = (name: string, ...given: Parameters<typeof metricGroups>) =>
	metricGroups(...given)
		.flatMap(({ rows }) => rows)
		.find((row) => row.name === name)?.values;

describe('the numbers of a source', () => {
	test('have the errors of their epochs where the light curve is known', () => {
		expect(valuesOf('S max', source, curve)).toEqual(['3.000 ± 0.300', '3.300 ± 0.100']);
		expect(valuesOf('S max', source, null)).toEqual(['3.000', '3.300']);
	});

	test('of too few epochs have no jackknife error', () => {
		const two = { ...curve, fluxPeak: [1, NaN, 3], fluxInt: [1, NaN, 3] };
		expect(valuesOf('η', source, two)).toEqual(['10.0', '8.00']);
		expect(valuesOf('η', source, curve)?.[0]).toMatch(/^10\.0 ± /);
	});

	test('have errors of two figures, in powers of ten where the value is', () => {
		const bright = { ...curve, fluxPeak: [1000, 2000, 3000], fluxPeakErr: three(0.1) };
		const [eta] = valuesOf('η', { ...source, etaPeak: 1.23e8 }, bright) ?? [];
		expect(eta).toMatch(/^1\.23e\+8 ± \d\.\de\+8$/);
		const faint = { ...bright, fluxPeak: [10, 20, 30] };
		const [steady] = valuesOf('η', { ...source, etaPeak: 12_345 }, faint) ?? [];
		expect(steady).toMatch(/^12345 ± [1-9]\d0+$/);
	});

	test('per band, in bands that are there: the mixed ones say so', () => {
		const bands = [888, 1368].map((frequencyMhz) => ({ ...metrics, frequencyMhz }));
		const names = metricGroups({ ...source, bands }, curve)
			.find(({ key }) => key === 'variability')
			?.rows.map(({ name }) => name);
		expect(names).toEqual([
			...['η at 888 MHz', 'V at 888 MHz', 'η at 1368 MHz', 'V at 1368 MHz'],
			...['|Vs| max at 888 MHz', '|m| max at 888 MHz', 'η, all bands', 'V, all bands']
		]);
	});

	test('scores are a group where there are any', () => {
		const keys = metricGroups(source, curve).map(({ key }) => key);
		expect(keys).toEqual(['flux', 'variability', 'position', 'counts', 'newness']);
	});
});
