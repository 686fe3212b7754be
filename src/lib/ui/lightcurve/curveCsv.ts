import type { LightCurve } from '#schema/source.ts';
import { dateOf } from './labels.ts';

/** Columns of a light curve as CSV, with units in their names. */
const COLUMNS = [
	'epoch',
	'utc',
	'mjd',
	'frequency_mhz',
	'flux_peak_mjy_beam',
	'flux_peak_err_mjy_beam',
	'flux_int_mjy',
	'flux_int_err_mjy',
	'local_rms_mjy_beam',
	'upper_limit_mjy_beam',
	'upper_limit_sigma',
	'forced',
	'ra_deg',
	'dec_deg',
	'image_id',
	'image',
	'measurement_id',
	'measurement'
];

/**
 * A light curve as lines of CSV, time order, numbers as they are stored; empty where nothing was measured. The upper limit is
 * `sigma` times the local rms, for forced measurements below it, in the unit of the peak flux.
 */
export function curveCsv(curve: LightCurve, sigma: number): string[] {
	return [COLUMNS, ...curve.mjd.map((_, i) => row(curve, i, sigma))].map(
		(cells) => `${cells.map(cell).join(',')}\r\n`
	);
}

function row(curve: LightCurve, i: number, sigma: number): (string | number)[] {
	const limit = sigma * curve.localRms[i];
	const isLimit = curve.forced[i] && curve.fluxPeak[i] < limit;
	return [
		i + 1,
		Number.isFinite(curve.mjd[i]) ? dateOf(curve.mjd[i]).toISOString() : '',
		curve.mjd[i],
		curve.frequencyMhz[i],
		curve.fluxPeak[i],
		curve.fluxPeakErr[i],
		curve.fluxInt[i],
		curve.fluxIntErr[i],
		curve.localRms[i],
		isLimit ? limit : '',
		isLimit ? sigma : '',
		curve.forced[i] ? 'true' : 'false',
		curve.ra[i],
		curve.dec[i],
		curve.imageId[i],
		curve.imageName[i],
		curve.measurementId[i],
		curve.measurementName[i]
	];
}

function cell(value: string | number): string {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
	// A name that begins like a formula would be run by a spreadsheet.
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
