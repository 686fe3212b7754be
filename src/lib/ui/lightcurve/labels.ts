import { msFromMjd } from '#science/sky/time.ts';
import { fixed } from '#ui/shared/numbers.ts';
import { utcDay, utcMinute } from '#ui/shared/when.ts';
import type { LightCurveDrawing } from './plot.ts';
import { FLUX_UNIT, type Series } from './series.ts';

export function dateOf(mjd: number): Date {
	return new Date(msFromMjd(mjd));
}

/** A tick of the time axis: the MJD, and the day below it. */
export function mjdTick(mjd: number): string[] {
	const decimals = Number.isInteger(mjd) ? 0 : 2;
	return [mjd.toFixed(decimals), utcDay(dateOf(mjd))];
}

/** Range of the time axis: all points and 3 % on either side, at least half a day. */
export function padded(series: readonly Series[]): { min?: number; max?: number } {
	const times = series.flatMap((s) => s.points.map((point) => point.x));
	if (times.length === 0) return {};
	const first = Math.min(...times);
	const last = Math.max(...times);
	const margin = Math.max(0.5, (last - first) * 0.03);
	return { min: first - margin, max: last + margin };
}

export function tooltipTitle(drawing: LightCurveDrawing | null, index: number | null): string {
	if (!drawing || index === null) return '';
	const mjd = drawing.curve.mjd[index];
	return `${utcMinute(dateOf(mjd))} UTC · MJD ${mjd.toFixed(4)}`;
}

export function tooltipLines(drawing: LightCurveDrawing | null, index: number | null): string[] {
	if (!drawing || index === null) return [];
	const { curve, fluxUnit } = drawing;
	const peak = fluxUnit === FLUX_UNIT.peak;
	const flux = peak ? curve.fluxPeak[index] : curve.fluxInt[index];
	const error = peak ? curve.fluxPeakErr[index] : curve.fluxIntErr[index];
	return [
		`${fixed(flux, 3)} ± ${fixed(error, 3)} ${fluxUnit}`,
		`${curve.frequencyMhz[index]} MHz, ${curve.forced[index] ? 'forced' : 'detected'}, rms ${fixed(curve.localRms[index], 3)} mJy/beam`,
		`epoch ${index + 1}: ${curve.imageName[index]}`
	];
}
