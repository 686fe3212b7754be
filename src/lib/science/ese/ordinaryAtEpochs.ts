import { invertPositive } from '../stats/invert.ts';
import type { Epochs } from './epochs.ts';
import { lnEvidence } from './evidence.ts';
import { type Explanations, NOISES } from './explanations.ts';
import { dot, whiten, type WhitenedEpochs, whitenModel } from './noise.ts';
import { lensProposals, type OrdinaryKind, ordinaryProposals, type Proposal } from './ordinary.ts';

/** An ordinary explanation at its best, at the epochs of the light curve. */
export interface OrdinaryFit {
	/** Flux over the level of the band at every epoch; 1 is the level. */
	relative: Float64Array;
	/** Gain in χ² over a constant source, errors as given. */
	deltaChi2: number;
}

/** How the most likely explanation of a kind runs through the epochs. */
export function ordinaryAtEpochs(
	{ white, achromaticMatch }: Pick<Explanations, 'white' | 'achromaticMatch'>,
	kind: OrdinaryKind
): OrdinaryFit {
	const { epochs } = white;
	if (kind === 'red noise') return fitOf(white, throughRedNoise(epochs));
	const lenses = achromaticMatch ? lensProposals(epochs, [achromaticMatch], 'achromatic') : [];
	const proposals = [...ordinaryProposals(white), ...lenses].filter((one) => one.kind === kind);
	const likely = (one: Proposal) => one.lnPrior + lnEvidence(white, one.departure);
	const [best] = proposals.sort((a, b) => likely(b) - likely(a));
	return fitOf(white, withLevels(white, best ? amplitudeSum(white, best) : null));
}

/** The departure with its amplitudes at their most probable, under their priors. */
function amplitudeSum(white: WhitenedEpochs, { departure }: Proposal): Float64Array {
	const { terms, amplitude } = departure;
	const through = terms.map((term) => whitenModel(white, term));
	const normal = through.map((a, i) =>
		through.map((b, j) => dot(a, b) + (i === j ? 1 / amplitude ** 2 : 0))
	);
	const slope = through.map((term) => dot(term, white.flux));
	const inverse = invertPositive(normal);
	const amplitudes = terms.map((_, i) => (inverse ? dotRow(inverse[i], slope) : 0));
	return new Float64Array(white.epochs.n).map((_, i) =>
		terms.reduce((sum, term, k) => sum + amplitudes[k] * term[i], 0)
	);
}

function dotRow(row: readonly number[], column: readonly number[]): number {
	return row.reduce((sum, value, k) => sum + value * column[k], 0);
}

/** A departure on top of the level that suits it best in each band; none is a constant source. */
function withLevels({ epochs }: WhitenedEpochs, departure: Float64Array | null): Float64Array {
	const { bands, excess, variance, n } = epochs;
	const model = departure ?? new Float64Array(n);
	for (const { from, to } of bands) {
		let sum = 0;
		let weights = 0;
		for (let i = from; i < to; i += 1) {
			sum += (excess[i] - model[i]) / variance[i];
			weights += 1 / variance[i];
		}
		for (let i = from; i < to; i += 1) model[i] += sum / weights;
	}
	return model;
}

function fitOf({ epochs, flux }: WhitenedEpochs, model: Float64Array): OrdinaryFit {
	let left = 0;
	for (let i = 0; i < epochs.n; i += 1)
		left += (epochs.excess[i] - model[i]) ** 2 / epochs.variance[i];
	return { relative: model.map((excess) => 1 + excess), deltaChi2: dot(flux, flux) - left };
}

/** What the likeliest red noise of each band makes of its epochs: the mean of the Gaussian process given them. */
function throughRedNoise(epochs: Epochs): Float64Array {
	const expected = new Float64Array(epochs.n);
	const most = epochs.bands.map(() => -Infinity);
	for (const noise of NOISES) {
		if (noise.red === null) continue;
		const through = whiten(epochs, noise);
		const left = unfiltered(through);
		epochs.bands.forEach(({ from, to }, band) => {
			const ln = through.lnConstant[band] + Math.log(noise.prior);
			if (ln <= most[band]) return;
			most[band] = ln;
			// y − D C⁻¹(y − μ), D the variances of the measurements: what is left for the process and the level.
			for (let i = from; i < to; i += 1)
				expected[i] = epochs.excess[i] - epochs.variance[i] * left[i];
		});
	}
	return expected;
}

/** C⁻¹(y − μ): the transposed filter over the whitened flux, backwards from the last epoch. */
function unfiltered({ epochs: { n }, filter, flux }: WhitenedEpochs): Float64Array {
	const { a11, a12, a21, a22, k1, k2, inverse } = filter;
	const out = new Float64Array(n);
	let value = 0;
	let slope = 0;
	for (let i = n - 1; i >= 0; i -= 1) {
		const innovation = inverse[i] * flux[i] + k1[i] * value + k2[i] * slope;
		const expected = value - innovation;
		out[i] = innovation;
		[value, slope] = [a11[i] * expected + a21[i] * slope, a12[i] * expected + a22[i] * slope];
	}
	return out;
}
