import { lnNormalCdf } from '../stats/normal.ts';
import { dot, type WhitenedEpochs, whitenModel } from './noise.ts';
import { matchModel, matchPair, type PairMatch } from './noiseMatch.ts';

/**
 * A departure from a constant source that is linear in its amplitudes: the flux is level·(1 + Σ A_k·m_k(t)).
 * Amplitudes have normal priors of width `amplitude` (half of one, A > 0, where `isPositive`; for one term only).
 */
export interface Departure {
	terms: Float64Array[];
	amplitude: number;
	isPositive: boolean;
}

/** ln of the likelihood of a departure over that of a constant source under one noise, amplitudes and levels marginalised. */
export function lnEvidence(through: WhitenedEpochs, departure: Departure): number {
	const { amplitude, terms } = departure;
	if (terms.length === 1) {
		const { gain, match } = matchModel(through, terms[0]);
		return lnOneTerm(gain, match, departure);
	}
	if (terms.length === 2) return twoTerms(matchPair(through, terms[0], terms[1]), amplitude ** 2);
	const white = terms.map((term) => whitenModel(through, term));
	// Sherman–Morrison by Cholesky: B = I + s² Mᵀ C⁻¹ M, z = s Mᵀ C⁻¹ y, ln = ½ zᵀ B⁻¹ z − ½ ln det B.
	const n = white.length;
	const factor: number[][] = [];
	const z: number[] = [];
	let ln = 0;
	for (let row = 0; row < n; row += 1) {
		factor.push([]);
		let right = amplitude * dot(white[row], through.flux);
		for (let column = 0; column <= row; column += 1) {
			let sum = amplitude ** 2 * dot(white[row], white[column]) + (row === column ? 1 : 0);
			for (let k = 0; k < column; k += 1) sum -= factor[row][k] * factor[column][k];
			factor[row].push(row === column ? Math.sqrt(sum) : sum / factor[column][column]);
		}
		for (let k = 0; k < row; k += 1) right -= factor[row][k] * z[k];
		z.push(right / factor[row][row]);
		ln += 0.5 * z[row] ** 2 - Math.log(factor[row][row]);
	}
	return ln;
}

/** `lnEvidence` of a departure of one term. @param gain mᵀC⁻¹m @param match mᵀC⁻¹y */
export function lnOneTerm(
	gain: number,
	match: number,
	{ amplitude, isPositive }: Pick<Departure, 'amplitude' | 'isPositive'>
): number {
	const precision = gain + 1 / amplitude ** 2;
	const ln = (0.5 * match ** 2) / precision - 0.5 * Math.log(precision * amplitude ** 2);
	return isPositive ? ln + Math.LN2 + lnNormalCdf(match / Math.sqrt(precision)) : ln;
}

/** The same for two: det B and zᵀB⁻¹z written out. */
function twoTerms({ aa, ab, bb, a, b }: PairMatch, variance: number): number {
	const one = 1 + variance * aa;
	const other = 1 + variance * bb;
	const cross = variance * ab;
	const determinant = one * other - cross * cross;
	const square = (other * a * a - 2 * cross * a * b + one * b * b) / determinant;
	return 0.5 * variance * square - 0.5 * Math.log(determinant);
}

/** ln Σ exp, of nothing −∞. */
export function lnSumExp(values: readonly number[]): number {
	const highest = Math.max(-Infinity, ...values);
	if (highest === -Infinity) return -Infinity;
	return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}
