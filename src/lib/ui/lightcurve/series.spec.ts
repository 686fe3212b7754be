import { expect, test } from 'vitest';
import type { LightCurve } from '#schema/source.ts';
import { bandsOf, lightCurveSeries, summary } from './series.ts';

const curve: LightCurve = {
	mjd: [59000, 59010, 59020, 59030],
	fluxPeak: [10, 4, Number.NaN, 9],
	fluxPeakErr: [0.5, 0.4, Number.NaN, Number.NaN],
	fluxInt: [11, 5, 6, 10],
	fluxIntErr: [1, 1, 1, 1],
	localRms: [0.3, 0.3, 0.3, 0.3],
	forced: [false, true, false, false],
	frequencyMhz: [1367.5, 887.5, 887.5, 1367.5],
	imageId: [1, 2, 3, 4],
	imageName: ['a', 'b', 'c', 'd'],
	measurementId: [1, 2, 3, 4],
	measurementName: ['a', 'b', 'c', 'd'],
	ra: [0, 0, 0, 0],
	dec: [0, 0, 0, 0]
};

test('bands stand lowest frequency first, so that colours stay the same from source to source', () => {
	expect(bandsOf(curve)).toEqual([887.5, 1367.5]);
});

test('detected and forced measurements are kept apart within their band', () => {
	const series = lightCurveSeries(curve, 'integrated');
	expect(series.map((s) => [s.band, s.forced, s.points.map((p) => p.index)])).toEqual([
		[0, false, [2]],
		[0, true, [1]],
		[1, false, [0, 3]]
	]);
});

test('a flux that was not measured has no point, an error that is missing no bar', () => {
	const points = lightCurveSeries(curve, 'peak').flatMap((s) => s.points);
	expect(points.map((p) => p.index).sort()).toEqual([0, 1, 3]);
	expect(points.find((p) => p.index === 3)).toMatchObject({ yMin: 9, yMax: 9 });
	expect(points.find((p) => p.index === 0)).toMatchObject({ yMin: 9.5, yMax: 10.5 });
});

test('the summary names the extremes with unit and date', () => {
	expect(summary(curve, 'peak')).toContain('lowest 4.00 mJy/beam at MJD 59010.0');
	expect(summary(curve, 'peak')).toContain('highest 10.00 mJy/beam at MJD 59000.0');
});
