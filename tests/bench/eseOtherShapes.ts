import type { Random } from '#science/stats/random.ts';
import {
	type Flux,
	scaleChange,
	scatteringEvent,
	SEASON_DAYS,
	type Shapes,
	START_MJD
} from './eseShapes.ts';

/**
 * Light curves of the same classes in forms of which the calibration has seen none: what happens to the score on skies that are not
 * like its own simulations. Lenses keep their law, which is physics.
 */
export const OTHER_SHAPES: Shapes = { behaviour, redNoise: walk, badImages: badNights };

function behaviour(truth: string, mjds: number[], random: Random): Flux {
	switch (truth) {
		case 'ese':
			return scatteringEvent(random, 2);
		case 'symmetric achromatic':
			return symmetricDip(random);
		case 'agn':
			return drift(random);
		case 'riss':
			return scintillation(mjds, random);
		case 'flare':
			return burst(random);
		case 'step':
			return scaleChange(mjds, random);
		default:
			return () => 1;
	}
}

/** cos² dip, flat or pointed. */
function symmetricDip(random: Random): Flux {
	const t0 = START_MJD + SEASON_DAYS * random.between(0.15, 0.85);
	const halfWidth = random.logBetween(8, 60);
	const depth = random.between(0.1, 0.6);
	const power = random.logBetween(0.5, 3);
	return (mjd) => {
		const away = Math.abs(mjd - t0) / halfWidth;
		return away >= 1 ? 1 : 1 - depth * Math.cos((Math.PI / 2) * away) ** power;
	};
}

/** A steady rise or fall, with a bend. */
function drift(random: Random): Flux {
	const slope = random.between(-0.25, 0.25);
	const bend = random.between(-0.2, 0.2);
	return (mjd) => {
		const x = (2 * (mjd - START_MJD)) / SEASON_DAYS - 1;
		return 1 + slope * x + bend * x * x;
	};
}

/** Log-normal, from a damped random walk; bands on their own. */
function scintillation(mjds: number[], random: Random): Flux {
	const index = random.logBetween(0.05, 0.2);
	const flux = damped(mjds, random.logBetween(5, 50), random);
	return (mjd, mhz) => Math.exp(index * flux(mjd, mhz));
}

function walk(sigma: number, mjds: number[], random: Random): Flux {
	const flux = damped(mjds, random.logBetween(5, 60), random);
	return (mjd, mhz) => sigma * flux(mjd, mhz);
}

/** Ornstein–Uhlenbeck of unit variance at the times given, another for every frequency. */
function damped(mjds: number[], tauDays: number, random: Random): Flux {
	const bands = new Map<number, Map<number, number>>();
	return (mjd, mhz) => {
		let band = bands.get(mhz);
		if (!band) {
			band = new Map();
			const own = random.fork(`band ${mhz}`);
			let value = own.normal();
			let before = mjds[0];
			for (const time of mjds) {
				const memory = Math.exp((before - time) / tauDays);
				value = memory * value + Math.sqrt(1 - memory * memory) * own.normal();
				band.set(time, value);
				before = time;
			}
			bands.set(mhz, band);
		}
		return band.get(mjd) ?? 0;
	};
}

/** A quick Gaussian rise and a power-law decay, the same at all frequencies. */
function burst(random: Random): Flux {
	const peak = START_MJD + SEASON_DAYS * random.between(0.05, 0.95);
	const rise = random.logBetween(1, 15);
	const decay = random.logBetween(5, 40);
	const amplitude = random.logBetween(0.25, 2);
	return (mjd) => {
		const since = mjd - peak;
		const height = since < 0 ? Math.exp(-0.5 * (since / rise) ** 2) : (1 + since / decay) ** -2;
		return 1 + amplitude * height;
	};
}

/** Single nights here and there, each with a scale of its own. */
function badNights(epochs: number, random: Random): Flux {
	const nights = Array.from({ length: 5 }, () => ({
		from: START_MJD + SEASON_DAYS * random.uniform(),
		days: (1.2 * SEASON_DAYS) / epochs,
		factor: Math.exp(0.35 * random.normal())
	}));
	return (mjd) =>
		nights.reduce(
			(factor, night) =>
				mjd >= night.from && mjd < night.from + night.days ? factor * night.factor : factor,
			1
		);
}
