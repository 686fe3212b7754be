import type { LightCurve } from '#schema/source.ts';

export type Flux = 'peak' | 'integrated';
export const FLUX_UNIT: Record<Flux, string> = { peak: 'mJy/beam', integrated: 'mJy' };
export const FLUX_NAME: Record<Flux, string> = { peak: 'Peak flux', integrated: 'Integrated flux' };

export interface SeriesPoint {
	/** MJD */
	x: number;
	y: number;
	yMin: number;
	yMax: number;
	/** Index into the light curve's columns. */
	index: number;
}

/** Points drawn alike: one band, detected or forced. */
export interface Series {
	frequencyMhz: number;
	/** Place of the band, lowest frequency first: gives colour and shape. */
	band: number;
	forced: boolean;
	points: SeriesPoint[];
}

/** A light curve by band and kind of measurement; measurements without a flux (NaN) are left out. */
export function lightCurveSeries(curve: LightCurve, flux: Flux): Series[] {
	const bands = bandsOf(curve);
	const values = flux === 'peak' ? curve.fluxPeak : curve.fluxInt;
	const errors = flux === 'peak' ? curve.fluxPeakErr : curve.fluxIntErr;
	const series = bands.flatMap((frequencyMhz, band) =>
		[false, true].map((forced): Series => ({ frequencyMhz, band, forced, points: [] }))
	);
	for (let index = 0; index < curve.mjd.length; index++) {
		const y = values[index];
		if (!Number.isFinite(y)) continue;
		const error = Number.isFinite(errors[index]) ? errors[index] : 0;
		const place = bands.indexOf(curve.frequencyMhz[index]) * 2 + (curve.forced[index] ? 1 : 0);
		series[place].points.push({ x: curve.mjd[index], y, yMin: y - error, yMax: y + error, index });
	}
	return series.filter((s) => s.points.length > 0);
}

/** Frequencies of a light curve in MHz, ascending. */
export function bandsOf(curve: LightCurve): number[] {
	return [...new Set(curve.frequencyMhz)].sort((a, b) => a - b);
}

/** One sentence for who cannot see the plot. */
export function summary(curve: LightCurve, flux: Flux): string {
	const points = lightCurveSeries(curve, flux).flatMap((s) => s.points);
	if (points.length === 0) return `No ${FLUX_NAME[flux].toLowerCase()} was measured.`;
	const low = points.reduce((a, b) => (b.y < a.y ? b : a));
	const high = points.reduce((a, b) => (b.y > a.y ? b : a));
	const unit = FLUX_UNIT[flux];
	return (
		`${FLUX_NAME[flux]} of ${points.length} measurements between MJD ${curve.mjd[0].toFixed(1)} and ` +
		`${curve.mjd[curve.mjd.length - 1].toFixed(1)}: lowest ${low.y.toFixed(2)} ${unit} at MJD ${low.x.toFixed(1)}, ` +
		`highest ${high.y.toFixed(2)} ${unit} at MJD ${high.x.toFixed(1)}.`
	);
}
