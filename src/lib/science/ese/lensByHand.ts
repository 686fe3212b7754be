import type { Band, Epochs } from './epochs.ts';
import { excessAt, lensShape } from './lensAtlas.ts';
import { type Lens, lensModel } from './lensSearch.ts';
import type { WhitenedEpochs } from './noise.ts';
import { matchModel } from './noiseMatch.ts';
import { shapeIn } from './bandShape.ts';

/** A lens in the parameters that a person sets: F = F₀[(1−f) + f·I((t−t₀)/τ)]; α is that of the lowest band. */
export interface HandLens {
	t0Mjd: number;
	/** a/v of the ingress. */
	tauDays: number;
	alpha: number;
	sigmaS: number;
	/** How much longer the egress takes. */
	egress: number;
	compactFraction: number;
}

/** What a lens by hand gains in χ² over a constant source, and the compact fraction with which it would gain most. */
export interface HandGain {
	/** Negative where a constant source fits better. */
	deltaChi2: number;
	bestFraction: number;
}

export function handGain(white: WhitenedEpochs, hand: HandLens): HandGain {
	const { gain, match } = matchModel(white, lensModel(white.epochs, lensOf(hand)));
	const f = hand.compactFraction;
	return {
		deltaChi2: 2 * f * match - f * f * gain,
		bestFraction: gain > 0 ? Math.min(1, Math.max(0, match / gain)) : 0
	};
}

/** Full width of the dip at half its depth in the lowest band, days, before any asymmetry. */
export function dipWidthDays({ tauDays, alpha, sigmaS }: HandLens): number {
	return tauDays * lensShape(alpha, sigmaS).fwhm;
}

/** The lens as flux in a band, mJy: the level is the one that fits best beneath it. */
export function lensFlux(epochs: Epochs, band: Band, hand: HandLens): (mjd: number) => number {
	const excess = lensExcess(band, epochs.bands[0], hand);
	const { mjd, excess: measured, variance } = epochs;
	let sum = 0;
	let weights = 0;
	for (let i = band.from; i < band.to; i += 1) {
		sum += (measured[i] - excess(mjd[i])) / variance[i];
		weights += 1 / variance[i];
	}
	const level = 1 + sum / weights;
	return (at) => band.levelMjy * (level + excess(at));
}

const EVEN_TIMES = 160;
const CLOSE_TIMES = 120;
/** Passage times about the middle in which a lens is drawn closely: caustics are sharp. */
const CLOSE_PASSAGES = 6;

/** Moments at which a lens is drawn: the whole season, and closely about its middle. */
export function drawnTimes(
	{ firstMjd, lastMjd }: Pick<Epochs, 'firstMjd' | 'lastMjd'>,
	{ t0Mjd, tauDays, egress }: HandLens
): number[] {
	const evenly = (low: number, high: number, n: number) =>
		Array.from({ length: n + 1 }, (_, k) => low + ((high - low) * k) / n);
	const close = evenly(
		t0Mjd - CLOSE_PASSAGES * tauDays,
		t0Mjd + CLOSE_PASSAGES * tauDays * egress,
		CLOSE_TIMES
	).filter((mjd) => mjd > firstMjd && mjd < lastMjd);
	return [...evenly(firstMjd, lastMjd, EVEN_TIMES), ...close].sort((a, b) => a - b);
}

/** f (I − 1) in a band. */
function lensExcess(band: Band, lowest: Band, hand: HandLens): (mjd: number) => number {
	const shape = shapeIn(band, lowest, { ...hand, chromatic: 2 });
	return (mjd) => {
		const since = mjd - hand.t0Mjd;
		const tau = since > 0 ? hand.tauDays * hand.egress : hand.tauDays;
		return hand.compactFraction * excessAt(shape, since / tau);
	};
}

function lensOf(hand: HandLens): Lens {
	const { t0Mjd, alpha, sigmaS, egress } = hand;
	return { t0Mjd, widthDays: dipWidthDays(hand), alpha, sigmaS, egress, chromatic: 2 };
}
