import { strengthAt } from '../ese/lens.ts';
import { lensCurve } from '../ese/lensCurve.ts';

/** The frequency at which fluxes, α, m and timescales of a behaviour are quoted. */
export const REFERENCE_MHZ = 887.5;
const DAYS_PER_YEAR = 365.25;

export interface Steady {
	kind: 'steady';
}

/**
 * Refractive scintillation in the strong regime (Walker 1998): a Gaussian process of index m ∝ ν^{17/30} and timescale
 * τ ∝ ν^{−11/5}, as a sum of waves (frequency in 1/τ, phase in rad). The flux never falls below a twentieth of the mean.
 */
export interface Scintillation {
	kind: 'scintillator';
	modulationIndex: number;
	tauDays: number;
	waves: { frequency: number; phase: number }[];
}

/** Exponential rise and decay; stronger at high frequency, later at low: an expanding synchrotron source. */
export interface Flare {
	kind: 'flare';
	t0Mjd: number;
	/** Peak increase as a multiple of the quiescent flux. */
	amplitude: number;
	riseDays: number;
	decayDays: number;
}

/** Slow intrinsic change, the same at all frequencies: a linear drift and one long wave. */
export interface Drift {
	kind: 'agn';
	t0Mjd: number;
	slopePerYear: number;
	amplitude: number;
	periodDays: number;
	phase: number;
}

/** Nothing but one burst, Gaussian in time; the source's flux is its peak. */
export interface Transient {
	kind: 'transient';
	t0Mjd: number;
	/** Standard deviation. */
	widthDays: number;
}

/** A plasma lens passes before the compact fraction f of the source: F = F₀[(1−f) + f·I((t−t₀)/τ)]. */
export interface ScatteringEvent {
	kind: 'ese';
	t0Mjd: number;
	/** a / v */
	tauDays: number;
	/** Strength at REFERENCE_MHZ; λ² elsewhere. */
	alpha: number;
	/** Standard deviation of the source in units of a, taken as the same at all frequencies. */
	sigmaS: number;
	compactFraction: number;
}

export type Behaviour = Steady | Scintillation | Flare | Drift | Transient | ScatteringEvent;

/** Flux relative to the quiescent one at a frequency, as a function of time. The work that depends on frequency alone is done once. */
export function lightCurve(behaviour: Behaviour, frequencyMhz: number): (mjd: number) => number {
	switch (behaviour.kind) {
		case 'steady':
			return () => 1;
		case 'scintillator':
			return scintillation(behaviour, frequencyMhz);
		case 'flare':
			return flare(behaviour, frequencyMhz);
		case 'agn':
			return drift(behaviour);
		case 'transient':
			return (mjd) => Math.exp(-0.5 * ((mjd - behaviour.t0Mjd) / behaviour.widthDays) ** 2);
		case 'ese':
			return scatteringEvent(behaviour, frequencyMhz);
	}
}

function scintillation({ modulationIndex, tauDays, waves }: Scintillation, frequencyMhz: number) {
	const ratio = frequencyMhz / REFERENCE_MHZ;
	const index = modulationIndex * ratio ** (17 / 30);
	const tau = tauDays * ratio ** (-11 / 5);
	const unitVariance = Math.sqrt(2 / Math.max(waves.length, 1));
	return (mjd: number) => {
		let sum = 0;
		for (const wave of waves) sum += Math.cos((wave.frequency * mjd) / tau + wave.phase);
		return Math.max(0.05, 1 + index * unitVariance * sum);
	};
}

function flare({ t0Mjd, amplitude, riseDays, decayDays }: Flare, frequencyMhz: number) {
	const ratio = frequencyMhz / REFERENCE_MHZ;
	const peak = amplitude * Math.sqrt(ratio);
	const peakMjd = t0Mjd + 0.3 * decayDays * (1 / ratio - 1);
	return (mjd: number) => {
		const since = mjd - peakMjd;
		return 1 + peak * Math.exp(since < 0 ? since / riseDays : -since / decayDays);
	};
}

function drift({ t0Mjd, slopePerYear, amplitude, periodDays, phase }: Drift) {
	return (mjd: number) => {
		const since = mjd - t0Mjd;
		const wave = amplitude * Math.sin((2 * Math.PI * since) / periodDays + phase);
		return Math.max(0.05, 1 + (slopePerYear * since) / DAYS_PER_YEAR + wave);
	};
}

function scatteringEvent(event: ScatteringEvent, frequencyMhz: number) {
	const alpha = strengthAt(frequencyMhz, event.alpha, REFERENCE_MHZ);
	const magnification = lensCurve(alpha, event.sigmaS);
	return (mjd: number) => {
		const uPrime = (mjd - event.t0Mjd) / event.tauDays;
		return 1 - event.compactFraction + event.compactFraction * magnification(uPrime);
	};
}
