import type { BandColumns } from './epochs.ts';
import { median } from '../stats/median.ts';
import type { Fitted, LensFit } from './lensFit.ts';
import { excessAt, lensShape } from './lensAtlas.ts';

/** What the best ordinary explanation expects, as a relative flux (1 is the level). */
export type Expectation = (mjd: number) => number;

/** What comes of an event that may not be over. */
export interface Forecast {
	/** Whether the dip begins before now and ends after it. */
	isInProgress: boolean;
	/** The middle of the dip; in the past once it has passed. */
	minimum: Fitted;
	hasPassedMinimum: boolean;
	/** When half of the depth is made up again. */
	egress: Fitted;
	/** When one more epoch would tell most between the lens and the ordinary explanation; null where none would tell anything. */
	nextDecisive: { mjd: number; expectedDeltaChi2: number } | null;
}

/** Beyond these, in widths of the dip from its middle, neither shows anything. */
const LAST_WIDTHS = 3;
const STEPS = 240;
/** An observation that promises less decides nothing. */
const LEAST_DECISIVE = 1;

/**
 * What a fitted lens expects of the time after `nowMjd`. A lens of the lowest band; `band` tells how well one epoch measures.
 * @param ordinary The rival that is to be told apart from it
 */
export function forecast(
	fit: LensFit,
	{ band, ordinary }: { band: BandColumns; ordinary: Expectation },
	nowMjd: number
): Forecast {
	const { value: t0, error: t0Error } = fit.t0Mjd;
	const { value: width, error: widthError } = fit.widthDays;
	const { ingress, egress } = halfWidths(fit);
	// t₀ and the width are fitted together, but their correlation is that of a lopsided dip: nearly none.
	const egressError = Math.hypot(t0Error, (egress / width) * widthError);
	return {
		isInProgress: nowMjd >= t0 - ingress && nowMjd <= t0 + egress,
		minimum: fit.t0Mjd,
		hasPassedMinimum: nowMjd > t0,
		egress: { value: t0 + egress, error: egressError },
		nextDecisive: decisive(fit, { relativeError: relativeError(band), ordinary }, nowMjd)
	};
}

/** Days from t₀ to half of the depth, before it and after it. */
function halfWidths({ widthDays, egress }: LensFit) {
	return { ingress: widthDays.value / 2, egress: (widthDays.value / 2) * egress };
}

/** The lens's own expectation, relative to the level. */
export function lensExpectation(fit: LensFit): Expectation {
	const { t0Mjd, tauDays, alpha, sigmaS, egress, compactFraction } = fit;
	const shape = lensShape(alpha, sigmaS);
	return (mjd) => {
		const since = mjd - t0Mjd.value;
		const tau = since > 0 ? tauDays * egress : tauDays;
		return 1 + compactFraction.value * excessAt(shape, since / tau);
	};
}

/** Typical error of one epoch over the typical flux. */
function relativeError({ flux, error }: BandColumns): number {
	const level = median(flux);
	return level > 0 ? median(error) / level : NaN;
}

interface Rival {
	relativeError: number;
	ordinary: Expectation;
}

/** The moment after now at which the two differ most in units of one epoch's error. The earliest of equals. */
function decisive(fit: LensFit, { relativeError, ordinary }: Rival, nowMjd: number) {
	const lens = lensExpectation(fit);
	const end = fit.t0Mjd.value + LAST_WIDTHS * fit.widthDays.value * Math.max(1, fit.egress);
	if (!(end > nowMjd) || !(relativeError > 0)) return null;
	let best = { mjd: nowMjd, expectedDeltaChi2: 0 };
	for (let k = 1; k <= STEPS; k += 1) {
		const mjd = nowMjd + ((end - nowMjd) * k) / STEPS;
		const expectedDeltaChi2 = ((lens(mjd) - ordinary(mjd)) / relativeError) ** 2;
		if (expectedDeltaChi2 > best.expectedDeltaChi2) best = { mjd, expectedDeltaChi2 };
	}
	return best.expectedDeltaChi2 >= LEAST_DECISIVE ? best : null;
}
