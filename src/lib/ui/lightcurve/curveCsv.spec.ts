import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { curveCsv } from './curveCsv.ts';
import { lightCurve } from './lightCurve.fixture.ts';
import { pairsCsv } from './pairsCsv.ts';

const read = (lines: string[]) =>
	parse<Record<string, string>>(lines.join(''), { columns: true, relax_column_count: false });

test('every epoch has a line with UTC, MJD, both fluxes and its names, units in the header', () => {
	const curve = lightCurve({
		mjd: [59000, 59000.25],
		fluxPeak: [10.125, 0.1],
		forced: [false, true]
	});
	const rows = read(curveCsv(curve, 3));
	expect(rows).toHaveLength(2);
	expect(rows[1]).toMatchObject({
		epoch: '2',
		utc: '2020-05-31T06:00:00.000Z',
		mjd: '59000.25',
		frequency_mhz: '888',
		flux_peak_mjy_beam: '0.1',
		flux_int_mjy: '11',
		forced: 'true',
		upper_limit_sigma: '3',
		image: 'image2.fits'
	});
	expect(Number(rows[1].upper_limit_mjy_beam)).toBeCloseTo(0.9, 12);
	expect(rows[0]).toMatchObject({ flux_peak_mjy_beam: '10.125', upper_limit_mjy_beam: '' });
});

test('what was not measured is empty, and names cannot break the table or run as formulas', () => {
	const curve = lightCurve({
		mjd: [59000],
		fluxPeak: [Number.NaN],
		localRms: [Number.NaN],
		forced: [true],
		imageName: ['=HYPERLINK("x"),\n'],
		measurementName: ['a "b"']
	});
	const [row] = read(curveCsv(curve, 3));
	expect(row).toMatchObject({
		flux_peak_mjy_beam: '',
		local_rms_mjy_beam: '',
		upper_limit_mjy_beam: '',
		image: `'=HYPERLINK("x"),\n`,
		measurement: 'a "b"'
	});
});

test('pairs have both dates, Vs and m', () => {
	const curve = lightCurve({ mjd: [59000, 59001] });
	expect(read(pairsCsv(curve, [{ a: 0, b: 1, vs: -5.5, m: -0.5 }]))).toEqual([
		{
			epoch_a: '1',
			epoch_b: '2',
			utc_a: '2020-05-31T00:00:00.000Z',
			utc_b: '2020-06-01T00:00:00.000Z',
			mjd_a: '59000',
			mjd_b: '59001',
			frequency_mhz: '888',
			vs_sigma: '-5.5',
			m: '-0.5'
		}
	]);
});
