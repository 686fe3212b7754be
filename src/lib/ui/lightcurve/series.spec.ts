import { expect, test } from 'vitest';
import type { LightCurve } from '#schema/source.ts';
import { summary } from './curveWords.ts';
import { lightCurve } from './lightCurve.fixture.ts';
import { bandsOf, drawCurve, type CurveLook } from './series.ts';

const look: CurveLook = {
	flux: 'peak',
	normalised: false,
	logarithmic: false,
	limits: false,
	sigma: 3,
	rms: false,
	hiddenMhz: [],
	fold: null
};
const curve: LightCurve = lightCurve({
	mjd: [59000, 59010, 59020, 59030],
	fluxPeak: [10, 4, Number.NaN, 9],
	fluxPeakErr: [0.5, 0.4, Number.NaN, Number.NaN],
	fluxInt: [11, 5, 6, 10],
	fluxIntErr: [1, 1, 1, 1],
	forced: [false, true, false, false],
	frequencyMhz: [1367.5, 887.5, 887.5, 1367.5]
});
const points = (shown: LightCurve, how: Partial<CurveLook> = {}) =>
	drawCurve(shown, { ...look, ...how }).series.flatMap(({ kind, points }) =>
		points.map((point) => ({ kind, ...point }))
	);

test('bands stand lowest frequency first, so that colours stay the same from source to source', () => {
	expect(bandsOf(curve).map((band) => band.frequencyMhz)).toEqual([887.5, 1367.5]);
});

test('images within 2 % in frequency are one band, as in the pipeline', () => {
	expect(bandsOf({ frequencyMhz: [887.5, 887.491, 1367.5] })).toEqual([
		{ frequencyMhz: 887.491, rows: [0, 1] },
		{ frequencyMhz: 1367.5, rows: [2] }
	]);
});

test('detected and forced measurements are kept apart within their band', () => {
	const { series } = drawCurve(curve, { ...look, flux: 'integrated' });
	expect(series.map((s) => [s.band, s.kind, s.points.map((p) => p.index)])).toEqual([
		[0, 'detected', [2]],
		[0, 'forced', [1]],
		[1, 'detected', [0, 3]]
	]);
});

test('a flux that was not measured has no point and is said, an error that is missing no bar', () => {
	const shown = points(curve);
	expect(shown.map((p) => p.index).sort()).toEqual([0, 1, 3]);
	expect(shown.find((p) => p.index === 3)).toMatchObject({ yMin: 9, yMax: 9 });
	expect(shown.find((p) => p.index === 0)).toMatchObject({ yMin: 9.5, yMax: 10.5 });
	expect(drawCurve(curve, look).leftOut).toEqual(['1 without a flux.']);
});

test('a hidden band is not drawn, and the others keep their colours', () => {
	const { series } = drawCurve(curve, { ...look, hiddenMhz: [887.5] });
	expect(series.map((s) => [s.band, s.frequencyMhz])).toEqual([[1, 1367.5]]);
});

test('normalised, every band lies around 1 by its own weighted mean', () => {
	const two = lightCurve({
		mjd: [1, 2, 3, 4],
		fluxPeak: [10, 20, 100, 100],
		fluxPeakErr: [1, 2, 5, 5],
		frequencyMhz: [888, 888, 1368, 1368]
	});
	const shown = points(two, { normalised: true });
	// (10 + 20/4) / (1 + 1/4) = 12
	expect(shown.map((p) => p.y)).toEqual([10 / 12, 20 / 12, 1, 1]);
	expect(shown[2]).toMatchObject({ yMin: 0.95, yMax: 1.05 });
});

test('a band whose mean is not positive cannot be normalised, and that is said', () => {
	const negative = lightCurve({ mjd: [1, 2], fluxPeak: [-1, 0.5], fluxPeakErr: [1, 1] });
	const drawn = drawCurve(negative, { ...look, normalised: true });
	expect(drawn.series).toEqual([]);
	expect(drawn.leftOut).toEqual(['The mean at 888 MHz is not positive: nothing to divide by.']);
});

const faint = lightCurve({
	mjd: [1, 2, 3, 4],
	fluxPeak: [5, 0.5, -0.2, -0.1],
	fluxPeakErr: [0.2, 0.2, 0.2, 0.2],
	localRms: [0.25, 0.25, 0.25, Number.NaN],
	forced: [false, true, true, true]
});

test('limits stand at σ times the local rms and have no bar; detections stay', () => {
	expect(points(faint, { limits: true, sigma: 4 })).toEqual([
		{ kind: 'detected', x: 1, y: 5, yMin: 4.8, yMax: 5.2, index: 0 },
		// Without a local rms there is no limit: the measurement stays.
		expect.objectContaining({ kind: 'forced', index: 3, y: -0.1 }),
		{ kind: 'limit', x: 2, y: 1, yMin: 1, yMax: 1, index: 1 },
		{ kind: 'limit', x: 3, y: 1, yMin: 1, yMax: 1, index: 2 }
	]);
});

test('on a logarithmic axis nothing is not positive: limits instead, or said to be left out', () => {
	const drawn = drawCurve(faint, { ...look, logarithmic: true });
	const shown = drawn.series.flatMap((s) => s.points.map((p) => [s.kind, p.index]));
	expect(shown).toEqual([
		['detected', 0],
		['forced', 1],
		['limit', 2]
	]);
	expect(drawn.leftOut).toEqual(['1 not positive, and without a local rms to give a limit.']);
	expect(drawn.floor).toBeGreaterThan(0);
	for (const { points } of drawn.series)
		for (const { y, yMin } of points) expect(y >= yMin && yMin >= drawn.floor).toBe(true);
});

test('folded, every epoch stands in both of two cycles', () => {
	const shown = points(curve, { fold: { periodDays: 15, zeroMjd: 59000 } });
	const phases = shown.filter((p) => p.index === 3).map((p) => p.x);
	expect(phases).toEqual([0, 1]);
	expect(shown.filter((p) => p.index === 1).map((p) => p.x)).toEqual([10 / 15, 1 + 10 / 15]);
});

test('the local rms is there only when asked for, on the scale of its band', () => {
	expect(drawCurve(faint, look).noise).toEqual([]);
	expect(drawCurve(faint, { ...look, rms: true }).noise).toEqual(
		[1, 2, 3].map((x) => ({ x, y: 0.25, band: 0 }))
	);
});

test.each<Partial<CurveLook>>([
	{},
	{ logarithmic: true },
	{ normalised: true, limits: true, rms: true },
	{ fold: { periodDays: 3, zeroMjd: 0 }, logarithmic: true }
])('curves of no point, one, nothing but NaN, and equal times are drawn (%j)', (how) => {
	const nan = Number.NaN;
	const curves = [
		lightCurve({ mjd: [] }),
		lightCurve({ mjd: [59000], fluxPeak: [3], fluxPeakErr: [nan] }),
		lightCurve({
			mjd: [1, 2],
			fluxPeak: [nan, nan],
			fluxPeakErr: [nan, nan],
			localRms: [nan, nan]
		}),
		lightCurve({ mjd: [7, 7, 7], fluxPeak: [1, 2, -3], fluxPeakErr: [nan, 0, 1] })
	];
	for (const each of curves) {
		const drawn = drawCurve(each, { ...look, ...how });
		for (const { x, y, yMin, yMax } of drawn.series.flatMap((s) => s.points))
			expect([x, y, yMin, yMax].every(Number.isFinite)).toBe(true);
		expect(Number.isFinite(drawn.floor)).toBe(true);
		expect(summary(each, { ...look, ...how })).not.toContain('NaN');
	}
});

test('the summary says how many, of what kind and band, when, and the extremes with unit and date', () => {
	expect(summary(curve, look)).toBe(
		'Peak flux of 3 measurements (2 detected, 1 forced) at 887.5 and 1367.5 MHz' +
			' between MJD 59000.0 (2020-05-31) and 59030.0 (2020-06-30):' +
			' lowest 4.00 mJy/beam at MJD 59010.0, highest 10.00 mJy/beam at MJD 59000.0.'
	);
	expect(summary(lightCurve({ mjd: [] }), look)).toBe('No peak flux is shown.');
});
