import type { Flux } from '#schema/curveOptions.ts';
import type { LightCurve } from '#schema/source.ts';
import { fixed, plural, significant } from '#ui/shared/numbers.ts';
import { utcDay, utcMinute } from '#ui/shared/when.ts';
import { dateOf } from './labels.ts';
import {
	drawCurve,
	FLUX_NAME,
	FLUX_UNIT,
	fluxColumns,
	type CurveLook,
	type SeriesPoint
} from './series.ts';

/** Title of the flux axis, with unit. */
export function fluxTitle({ flux, normalised }: Pick<CurveLook, 'flux' | 'normalised'>): string {
	return normalised
		? `${FLUX_NAME[flux]} over its band’s mean`
		: `${FLUX_NAME[flux]}, ${FLUX_UNIT[flux]}`;
}

/** Title of the time axis, with unit. */
export function timeTitle({ fold }: Pick<CurveLook, 'fold'>): string {
	return fold
		? `Phase, period ${significant(fold.periodDays, 5)} d, zero at MJD ${fixed(fold.zeroMjd, 2)}`
		: 'MJD (UTC)';
}

/** A sentence for who cannot see the plot: how many, when, what bands, the extremes. */
export function summary(curve: LightCurve, look: CurveLook): string {
	const { flux, normalised } = look;
	const series = drawCurve(curve, { ...look, fold: null }).series;
	const points = series.flatMap((s) => s.points);
	if (points.length === 0) return `No ${FLUX_NAME[flux].toLowerCase()} is shown.`;
	const unit = normalised ? 'times the mean' : FLUX_UNIT[flux];
	const say = ({ y, x }: SeriesPoint) => `${y.toFixed(2)} ${unit} at MJD ${x.toFixed(1)}`;
	const by = (compare: (a: SeriesPoint, b: SeriesPoint) => boolean) =>
		points.reduce((best, point) => (compare(point, best) ? point : best));
	const first = by((a, b) => a.x < b.x);
	const last = by((a, b) => a.x > b.x);
	const bands = [...new Set(series.map((s) => s.frequencyMhz))];
	return [
		`${FLUX_NAME[flux]}${normalised ? ' over the mean of its band,' : ''} of ${plural(points.length, 'measurement')}`,
		` (${kinds(series)}) at ${bands.join(' and ')} MHz`,
		` between MJD ${first.x.toFixed(1)} (${utcDay(dateOf(first.x))}) and ${last.x.toFixed(1)} (${utcDay(dateOf(last.x))}):`,
		` lowest ${say(by((a, b) => a.y < b.y))}, highest ${say(by((a, b) => a.y > b.y))}.`,
		look.fold ? ` Folded by ${significant(look.fold.periodDays, 5)} days.` : ''
	].join('');
}

function kinds(series: ReturnType<typeof drawCurve>['series']): string {
	const said = { detected: 'detected', forced: 'forced', limit: 'upper limits' };
	return (['detected', 'forced', 'limit'] as const)
		.map((kind) => ({
			kind,
			count: series.filter((s) => s.kind === kind).reduce((sum, s) => sum + s.points.length, 0)
		}))
		.filter(({ count }) => count > 0)
		.map(({ kind, count }) => `${count} ${said[kind]}`)
		.join(', ');
}

/** Date of an epoch, both ways. */
export function epochTime(curve: LightCurve, index: number): string {
	const mjd = curve.mjd[index];
	return `${utcMinute(dateOf(mjd))} UTC · MJD ${mjd.toFixed(4)}`;
}

/** What is known of an epoch, a line for each. */
export function epochLines(
	curve: LightCurve,
	index: number,
	{ flux: kind, limits, sigma }: { flux: Flux; limits: boolean; sigma: number }
): string[] {
	const { flux, error } = fluxColumns(curve, kind);
	const rms = curve.localRms[index];
	const forced = curve.forced[index];
	const signalToNoise = rms > 0 ? curve.fluxPeak[index] / rms : NaN;
	const lines = [
		`${fixed(flux[index], 3)} ± ${fixed(error[index], 3)} ${FLUX_UNIT[kind]}`,
		`S/N ${fixed(signalToNoise, 1)}, rms ${fixed(rms, 3)} mJy/beam`,
		`${curve.frequencyMhz[index]} MHz, ${forced ? 'forced' : 'detected'}`,
		`epoch ${index + 1}: ${curve.imageName[index]}`
	];
	if (limits && forced && flux[index] < sigma * rms)
		lines.splice(1, 0, `${fixed(sigma, 1)} σ limit ${fixed(sigma * rms, 3)} ${FLUX_UNIT[kind]}`);
	return lines;
}
