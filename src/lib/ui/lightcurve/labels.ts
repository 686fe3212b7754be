import { msFromMjd } from '#science/sky/time.ts';
import { fixed } from '#ui/shared/numbers.ts';
import { utcDay, utcMinute } from '#ui/shared/when.ts';
import type { Series } from './series.ts';

export function dateOf(mjd: number): Date {
	return new Date(msFromMjd(mjd));
}

/** A tick of the time axis: the MJD, and below it the day; the minute too where less than two days are shown. */
export function mjdTick(mjd: number, spanDays = Infinity): string[] {
	const isClose = spanDays < 2;
	const decimals = Number.isInteger(mjd) ? 0 : isClose ? 4 : 2;
	const date = dateOf(mjd);
	return [mjd.toFixed(decimals), isClose ? utcMinute(date) : utcDay(date)];
}

/** A tick of the flux axis among the others: all with as many decimals as their step needs. */
export function fluxTick(
	flux: number,
	_index: number,
	ticks: readonly { value: number }[]
): string {
	const [first, second] = ticks;
	if (!second) return String(flux);
	const step = Math.abs(second.value - first.value);
	return fixed(flux, Math.min(20, Math.max(0, -Math.floor(Math.log10(step) + 1e-9))));
}

/** Range of the time axis: all points and 3 % on either side, at least half a day; two cycles when folded. */
export function padded(
	series: readonly Series[],
	isFolded: boolean
): { min?: number; max?: number } {
	if (isFolded) return { min: -0.05, max: 2.05 };
	let [first, last] = [Infinity, -Infinity];
	for (const { points } of series) {
		for (const { x } of points) {
			first = Math.min(first, x);
			last = Math.max(last, x);
		}
	}
	if (first > last) return {};
	const margin = Math.max(0.5, (last - first) * 0.03);
	return { min: first - margin, max: last + margin };
}
