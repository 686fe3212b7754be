import type { LensFitShown, LensOverlay, ToldNumber } from '#schema/lens.ts';
import { times } from '#science/ese/whySentence.ts';
import { dateOf } from '#ui/lightcurve/labels.ts';
import { fixed, significant } from '#ui/shared/numbers.ts';
import { utcDay } from '#ui/shared/when.ts';

/** `412`, with a true minus sign. */
export function chi2Words(deltaChi2: number): string {
	const rounded = fixed(deltaChi2, Math.abs(deltaChi2) < 10 ? 1 : 0);
	return rounded === '−0.0' ? '0.0' : rounded;
}

/** `60405.51 ± 0.73`, rounded to two digits of the error. */
export function toldWords({ value, error }: ToldNumber): string {
	if (value === null) return '–';
	if (error === null || !(error > 0)) return `${significant(value)} (error not told)`;
	const decimals = Math.max(0, 1 - Math.floor(Math.log10(error)));
	return `${fixed(value, decimals)} ± ${fixed(error, decimals)}`;
}

export function dayOf(mjd: number): string {
	return utcDay(dateOf(mjd));
}

/** What the fit came to, in one or two sentences. */
export function fitSentence({ lens, ordinary, lnLensOverOrdinary }: LensFitShown): string {
	if (!ordinary) return '';
	const rival = `${ordinary.words}, the best ordinary explanation, gains ${chi2Words(ordinary.deltaChi2)}`;
	if (!lens) return `No lens would darken this source; over a constant source ${rival}.`;
	const gains = `The best lens gains Δχ² ${chi2Words(lens.deltaChi2)} over a constant source; ${rival}.`;
	if (lnLensOverOrdinary === null) return gains;
	return `${gains} ${oddsSentence(lnLensOverOrdinary)}`;
}

const DECIDES_LN = Math.log(3);

/** Evidence counts how many numbers were free to be fitted, which Δχ² does not. */
function oddsSentence(ln: number): string {
	if (Math.abs(ln) < DECIDES_LN) return 'Weighed with their freedom, they explain it equally well.';
	const factor = times(Math.abs(ln));
	return ln > 0
		? `Weighed with their freedom, the lens is ${factor} times likelier.`
		: `Weighed with their freedom, the lens is ${factor} times less likely.`;
}

/** How a lens by hand reads as an annotation: at most 200 characters. */
export function lensAnnotation(lens: LensOverlay, deltaChi2: number): string {
	const numbers = [
		`t₀ MJD ${fixed(lens.t0Mjd, 2)}`,
		`τ ${significant(lens.tauDays)} d`,
		`α ${significant(lens.alpha)}`,
		`f ${significant(lens.compactFraction)}`,
		`σ_s ${significant(lens.sigmaS)} a`,
		`Δχ² ${chi2Words(deltaChi2)}`
	];
	return `Lens by ${lens.byName}: ${numbers.join(', ')}`.slice(0, 200);
}
