import { strengthAt } from '#science/ese/lens.ts';
import { lensCurve } from '#science/ese/lensCurve.ts';
import type { Random } from '#science/stats/random.ts';

export const SEASON_DAYS = 365;
export const START_MJD = 60_000;

/** Relative flux. */
export type Flux = (mjd: number, frequencyMhz: number) => number;

/** What the sources of a simulated set do. */
export interface Shapes {
	behaviour(truth: string, mjds: number[], random: Random): Flux;
	redNoise(sigma: number, mjds: number[], random: Random): Flux;
	/** By how much the flux scale of images is off. */
	badImages(epochs: number, random: Random): Flux;
}

/** The light curves that the score is calibrated with. */
export const SHAPES: Shapes = { behaviour, redNoise, badImages: badRuns };

function behaviour(truth: string, mjds: number[], random: Random): Flux {
	switch (truth) {
		case 'ese':
			return scatteringEvent(random, 2);
		case 'symmetric achromatic':
			return scatteringEvent(random, 0);
		case 'agn':
			return slowChange(random);
		case 'riss':
			return scintillation(random);
		case 'flare':
			return burst(random);
		case 'step':
			return scaleChange(mjds, random);
		default:
			return () => 1;
	}
}

/** α 1.2–40, σ_s 0.2–1.5, f 0.2–0.7 (spec/vetting.md §3.4), dips of two weeks to half a year. */
export function scatteringEvent(random: Random, chromatic: number): Flux {
	const t0 = START_MJD + SEASON_DAYS * random.between(0.15, 0.85);
	const alpha = random.logBetween(1.2, 40);
	const sigmaS = random.between(0.2, 1.5);
	const fraction = random.between(0.2, 0.7);
	const tau = random.logBetween(5, 40);
	const egress = chromatic === 2 ? random.between(0.7, 1.5) : 1;
	const reference = 887.5;
	const curves = new Map<number, (uPrime: number) => number>();
	return (mjd, frequencyMhz) => {
		let curve = curves.get(frequencyMhz);
		if (!curve) {
			const strength = chromatic === 2 ? strengthAt(frequencyMhz, alpha, reference) : alpha;
			curve = lensCurve(strength, sigmaS);
			curves.set(frequencyMhz, curve);
		}
		const since = mjd - t0;
		return 1 - fraction + fraction * curve(since / (since > 0 ? tau * egress : tau));
	};
}

/** A few long waves of years. */
function slowChange(random: Random): Flux {
	const waves = Array.from({ length: 3 }, () => ({
		amplitude: random.between(0.03, 0.15),
		period: random.logBetween(400, 3000),
		phase: random.between(0, 2 * Math.PI)
	}));
	return (mjd) =>
		Math.exp(
			waves.reduce(
				(sum, { amplitude, period, phase }) =>
					sum + amplitude * Math.sin((2 * Math.PI * mjd) / period + phase),
				0
			)
		);
}

/** A sum of waves about one timescale; stronger and quicker at high frequency, each band on its own. */
function scintillation(random: Random): Flux {
	const index = random.logBetween(0.05, 0.2);
	const tau = random.logBetween(5, 50);
	const waves = noiseWaves(24, random);
	return (mjd, frequencyMhz) => {
		const ratio = frequencyMhz / 887.5;
		return Math.max(
			0.05,
			1 + index * ratio ** (17 / 30) * waves(mjd / (tau * ratio ** -2.2), frequencyMhz)
		);
	};
}

/** Unit variance, correlated over about one; another realisation for each band. */
function noiseWaves(count: number, random: Random): (time: number, frequencyMhz: number) => number {
	const waves = Array.from({ length: count }, () => ({
		frequency: random.normal() * (random.uniform() < 0.3 ? 3 : 1),
		phase: random.between(0, 2 * Math.PI),
		twist: random.between(0, 2 * Math.PI)
	}));
	const height = Math.sqrt(2 / count);
	return (time, frequencyMhz) =>
		waves.reduce(
			(sum, { frequency, phase, twist }) =>
				sum + height * Math.cos(frequency * time + phase + (frequencyMhz / 300) * twist),
			0
		);
}

function redNoise(sigma: number, _mjds: number[], random: Random): Flux {
	const tau = random.logBetween(5, 60);
	const waves = noiseWaves(30, random);
	return (mjd, frequencyMhz) => sigma * waves(mjd / tau, frequencyMhz);
}

/** t e^{−t}: a smooth onset and a long tail, later and weaker at low frequency. */
function burst(random: Random): Flux {
	const start = START_MJD + SEASON_DAYS * random.between(0, 0.85);
	const scale = random.logBetween(4, 40);
	const amplitude = random.logBetween(0.25, 2);
	return (mjd, frequencyMhz) => {
		const ratio = frequencyMhz / 887.5;
		const since = (mjd - start) / (scale / ratio ** 0.3);
		return since <= 0 ? 1 : 1 + amplitude * ratio ** 0.5 * since * Math.exp(1 - since);
	};
}

/** The flux scale changes at one epoch. */
export function scaleChange(mjds: number[], random: Random): Flux {
	const n = mjds.length;
	const at = mjds[Math.floor(n * random.between(0.15, 0.85))];
	const factor = Math.exp((random.uniform() < 0.5 ? -1 : 1) * random.between(0.1, 0.35));
	return (mjd) => (mjd < at ? 1 : factor);
}

/** Nights when the flux scale of a whole image was off, in a few runs of days. */
function badRuns(epochs: number, random: Random): Flux {
	const runs = Array.from({ length: 3 }, () => ({
		from: START_MJD + SEASON_DAYS * random.uniform(),
		days: (random.between(0.5, 2.5) * SEASON_DAYS) / epochs,
		factor: Math.exp((random.uniform() < 0.6 ? -1 : 1) * random.between(0.15, 0.5))
	}));
	return (mjd) =>
		runs.reduce(
			(factor, run) =>
				mjd >= run.from && mjd < run.from + run.days ? factor * run.factor : factor,
			1
		);
}
