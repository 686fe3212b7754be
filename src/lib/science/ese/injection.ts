import { lightCurve, type ScatteringEvent } from '../simulate/lightCurves.ts';
import type { Random } from '../stats/random.ts';

/** A made event, as it is multiplied into a light curve; α at 887.5 MHz, λ² elsewhere. */
export type InjectedEvent = Omit<ScatteringEvent, 'kind'>;

/** What an injection needs of a light curve: time order, MHz, mJy/beam and mJy; NaN means not measured. */
export interface InjectableCurve {
	mjd: readonly number[];
	frequencyMhz: readonly number[];
	fluxPeak: readonly number[];
	fluxPeakErr: readonly number[];
	fluxInt: readonly number[];
	fluxIntErr: readonly number[];
	localRms: readonly number[];
}

/** What makes an injected event hard or easy to find. */
export interface InjectionSize {
	/** Relative depth of the dip's middle in the lowest band of the light curve. */
	depth: number;
	/** Full width at half of that depth, days. */
	durationDays: number;
	/** Of the event over a constant source, in all epochs together: √Σ((F − F₀)/σ)². */
	snr: number;
}

/**
 * What is drawn: compact fraction uniformly, α and the width (to half of the season) uniformly in their logarithms, the middle in
 * all of the season but this margin at either end: an event that is half outside is half an event. Those of less S/N are seen by nobody
 * and say nothing.
 */
export const DRAWN = {
	compactFraction: { from: 0.25, to: 0.95 },
	alpha: { from: 3, to: 20 },
	sigmaS: { from: 0.25, to: 0.6 },
	leastWidthDays: 20,
	marginOfSeason: 0.15,
	leastSnr: 3
} as const;
const MOST_DRAWS = 30;
/** Of the width of the dip to the passage time a/v, about, for strengths and sizes that are drawn. */
const WIDTH_IN_PASSAGES = 4;

/**
 * Draws an event within these limits, again while its S/N in this light curve is too low. null where thirty draws give none: too few
 * or too uncertain epochs.
 */
export function drawInjection(curve: InjectableCurve, random: Random): InjectedEvent | null {
	const first = Math.min(...curve.mjd);
	const span = Math.max(...curve.mjd) - first;
	if (!(span > 0)) return null;
	for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
		const widthDays = random.logBetween(Math.min(DRAWN.leastWidthDays, span / 4), span / 2);
		const event: InjectedEvent = {
			t0Mjd: first + span * random.between(DRAWN.marginOfSeason, 1 - DRAWN.marginOfSeason),
			tauDays: widthDays / WIDTH_IN_PASSAGES,
			alpha: random.logBetween(DRAWN.alpha.from, DRAWN.alpha.to),
			sigmaS: random.between(DRAWN.sigmaS.from, DRAWN.sigmaS.to),
			compactFraction: random.between(DRAWN.compactFraction.from, DRAWN.compactFraction.to)
		};
		if (injectionSize(curve, event).snr >= DRAWN.leastSnr) return event;
	}
	return null;
}

/**
 * The light curve with the event in it. The error of an epoch is the image's noise and, beyond it, a part that goes with the flux:
 * only that part is scaled.
 */
export function injected<C extends InjectableCurve>(curve: C, event: InjectedEvent): C {
	const factors = eventFactors(curve, event);
	const scaled = (flux: readonly number[]) => flux.map((value, i) => value * factors[i]);
	const errors = (of: readonly number[]) =>
		of.map((error, i) => scaledError(error, curve.localRms[i], factors[i]));
	return {
		...curve,
		fluxPeak: scaled(curve.fluxPeak),
		fluxPeakErr: errors(curve.fluxPeakErr),
		fluxInt: scaled(curve.fluxInt),
		fluxIntErr: errors(curve.fluxIntErr)
	};
}

export function injectionSize(curve: InjectableCurve, event: InjectedEvent): InjectionSize {
	const lowest = Math.min(...curve.frequencyMhz);
	const fluxAt = lightCurve({ kind: 'ese', ...event }, lowest);
	const depth = 1 - fluxAt(event.t0Mjd);
	const factors = eventFactors(curve, event);
	let square = 0;
	curve.fluxPeak.forEach((flux, i) => {
		const departure = ((factors[i] - 1) * flux) / curve.fluxPeakErr[i];
		if (Number.isFinite(departure)) square += departure * departure;
	});
	return { depth, durationDays: widthAtHalfDepth(fluxAt, event, depth), snr: Math.sqrt(square) };
}

function eventFactors(
	{ mjd, frequencyMhz }: Pick<InjectableCurve, 'mjd' | 'frequencyMhz'>,
	event: InjectedEvent
): number[] {
	const fluxAt = new Map(
		[...new Set(frequencyMhz)].map((band) => [band, lightCurve({ kind: 'ese', ...event }, band)])
	);
	return mjd.map((at, i) => fluxAt.get(frequencyMhz[i])?.(at) ?? 1);
}

function scaledError(error: number, rms: number, factor: number): number {
	if (!(rms > 0) || !(error > rms)) return error;
	return Math.sqrt(rms * rms + (error * error - rms * rms) * factor * factor);
}

const STEPS_PER_PASSAGE = 50;
const MOST_PASSAGES = 40;

/** The dip is symmetric: outwards from its middle to where half of it is made up. */
function widthAtHalfDepth(
	fluxAt: (mjd: number) => number,
	{ t0Mjd, tauDays }: InjectedEvent,
	depth: number
): number {
	const step = tauDays / STEPS_PER_PASSAGE;
	for (let i = 0; i < STEPS_PER_PASSAGE * MOST_PASSAGES; i += 1)
		if (fluxAt(t0Mjd + i * step) > 1 - depth / 2) return 2 * i * step;
	return NaN;
}
