import type { Random } from '../stats/random.ts';
import type { Behaviour } from './lightCurves.ts';

/** When the survey looks, MJD ascending. */
export interface Season {
	dates: number[];
	spanDays: number;
}

/** What a source of each class does over the season, and how bright it is at REFERENCE_MHZ when it does nothing. */
export interface Character {
	fluxMjy: number;
	spectralIndex: number;
	behaviour: Behaviour;
}

export type VariableKind = Exclude<Behaviour['kind'], 'steady'>;

/** Draws a source that varies. Amplitudes are such that the variation is well above the noise of the default survey. */
export function drawVariable(kind: VariableKind, season: Season, random: Random): Character {
	switch (kind) {
		case 'ese':
			return drawScatteringEvent(season, random);
		case 'scintillator':
			return drawScintillator(random);
		case 'flare':
			return drawFlare(season, random);
		case 'agn':
			return drawDrift(season, random);
		case 'transient':
			return drawTransient(season, random);
	}
}

/** Compact flat-spectrum cores, 20–60 mJy. The dip of 4.2 τ lasts 50–105 days and falls on at least one epoch. */
function drawScatteringEvent(season: Season, random: Random): Character {
	const tauDays = season.spanDays * random.between(0.035, 0.072);
	return {
		fluxMjy: random.logBetween(20, 60),
		spectralIndex: random.between(-0.2, 0.25),
		behaviour: {
			kind: 'ese',
			t0Mjd: innerDate(season, random, 0.22) + 0.3 * tauDays * random.between(-1, 1),
			tauDays,
			alpha: random.logBetween(4.5, 16),
			sigmaS: random.between(0.25, 0.55),
			compactFraction: random.between(0.75, 0.95)
		}
	};
}

/** m and τ as measured for compact sources at about 1 GHz: 5–22 %, one to five weeks. */
function drawScintillator(random: Random): Character {
	return {
		fluxMjy: random.logBetween(5, 60),
		spectralIndex: random.between(-0.4, 0.3),
		behaviour: {
			kind: 'scintillator',
			modulationIndex: random.logBetween(0.05, 0.22),
			tauDays: random.logBetween(8, 35),
			waves: Array.from({ length: 10 }, () => ({
				frequency: Math.SQRT2 * random.normal(),
				phase: random.between(0, 2 * Math.PI)
			}))
		}
	};
}

function drawFlare(season: Season, random: Random): Character {
	return {
		fluxMjy: random.logBetween(2.5, 15),
		spectralIndex: random.between(-0.5, 0.2),
		behaviour: {
			kind: 'flare',
			t0Mjd: innerDate(season, random, 0.15),
			amplitude: random.logBetween(0.8, 4),
			riseDays: random.between(4, 12),
			decayDays: random.between(12, 45)
		}
	};
}

function drawDrift(season: Season, random: Random): Character {
	const middle = (season.dates[0] + season.dates[season.dates.length - 1]) / 2;
	const direction = random.uniform() < 0.5 ? -1 : 1;
	return {
		fluxMjy: random.logBetween(6, 120),
		spectralIndex: random.between(-0.7, 0.2),
		behaviour: {
			kind: 'agn',
			t0Mjd: middle,
			slopePerYear: direction * random.between(0.06, 0.4),
			amplitude: random.between(0.02, 0.1),
			periodDays: random.between(400, 1200),
			phase: random.between(0, 2 * Math.PI)
		}
	};
}

/** Seen in one epoch: a burst of days, while epochs are weeks apart; not in the first, or it could not be known as new. */
function drawTransient(season: Season, random: Random): Character {
	return {
		fluxMjy: random.logBetween(6, 30),
		spectralIndex: random.between(-0.6, 0.1),
		behaviour: { kind: 'transient', t0Mjd: innerDate(season, random, 0.2), widthDays: 2 }
	};
}

/** The date of an epoch, the given fraction of epochs at either end left out where there are enough. */
function innerDate({ dates }: Season, random: Random, margin: number): number {
	const first = Math.min(Math.max(1, Math.ceil(margin * dates.length)), dates.length - 1);
	const last = Math.max(first, Math.floor((1 - margin) * dates.length) - 1);
	return dates[first + random.integer(last - first + 1)];
}
