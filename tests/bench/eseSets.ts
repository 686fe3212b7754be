import type { Random } from '#science/stats/random.ts';
import { OTHER_SHAPES } from './eseOtherShapes.ts';
import { type Flux, SEASON_DAYS, SHAPES, START_MJD, type Shapes } from './eseShapes.ts';

/** What a simulated source is. Every class but `ese` is something that must not be taken for one. */
export const CLASSES = [
	'ese',
	'constant',
	'agn',
	'riss',
	'flare',
	'one bad epoch',
	'step',
	'correlated bad epochs',
	'symmetric achromatic'
] as const;
export type SimulatedClass = (typeof CLASSES)[number];

export interface SimulatedSource {
	source: string;
	truth: SimulatedClass;
	mjd: Float64Array;
	frequencyMhz: Float64Array;
	fluxMjy: Float64Array;
	fluxErrMjy: Float64Array;
}

export interface SetOptions {
	epochs: number;
	/** MHz */
	bands: number[];
	counts: Partial<Record<SimulatedClass, number>>;
	/** Light curves of other forms than those that the score was calibrated with. */
	otherShapes?: boolean;
	/** Share of events with less than 6 % of red noise beside them. */
	quietEvents?: number;
}

/**
 * Light curves of one field over a year. No formula here is one that the explanations of science/ese use, except the lens itself,
 * whose parameters lie off their grid, with an egress unlike its ingress.
 */
export function simulateSet(options: SetOptions, random: Random): SimulatedSource[] {
	const shapes = options.otherShapes ? OTHER_SHAPES : SHAPES;
	const badImages = shapes.badImages(options.epochs, random.fork('images'));
	const sources: SimulatedSource[] = [];
	for (const truth of CLASSES) {
		for (let k = 0; k < (options.counts[truth] ?? 0); k += 1) {
			const name = `${truth} ${k}`;
			const setting = { options, shapes, badImages, random: random.fork(name) };
			sources.push(simulateSource(name, truth, setting));
		}
	}
	return sources;
}

interface Setting {
	options: SetOptions;
	shapes: Shapes;
	badImages: Flux;
	random: Random;
}

function simulateSource(source: string, truth: SimulatedClass, setting: Setting): SimulatedSource {
	const { options, shapes, badImages, random } = setting;
	const mjds = drawCadence(options.epochs, random);
	const n = mjds.length * options.bands.length;
	const curve: SimulatedSource = {
		...{ source, truth },
		mjd: new Float64Array(n),
		frequencyMhz: new Float64Array(n),
		fluxMjy: new Float64Array(n),
		fluxErrMjy: new Float64Array(n)
	};
	const flux = shapes.behaviour(truth, mjds, random);
	const hasRedNoise = truth === 'ese' || random.uniform() < 0.25;
	const isQuiet = truth !== 'ese' || random.uniform() < (options.quietEvents ?? 0);
	const redSigma = isQuiet ? 0.06 * random.uniform() : 0.06;
	const red = hasRedNoise ? shapes.redNoise(redSigma, mjds, random) : null;
	const level = random.logBetween(3, 200);
	const error =
		random.uniform() < 0.6 ? random.between(0.045, 0.055) : random.logBetween(0.02, 0.1);
	let row = 0;
	for (const frequencyMhz of options.bands) {
		for (const mjd of mjds) {
			const sigma = error * level * Math.exp(0.15 * random.normal());
			let value = level * flux(mjd, frequencyMhz) * (1 + (red?.(mjd, frequencyMhz) ?? 0));
			if (truth === 'correlated bad epochs') value *= badImages(mjd, frequencyMhz);
			curve.mjd[row] = mjd;
			curve.frequencyMhz[row] = frequencyMhz;
			curve.fluxErrMjy[row] = sigma;
			curve.fluxMjy[row] = value + sigma * random.normal();
			row += 1;
		}
	}
	spoil(curve, truth, random);
	return curve;
}

/** A year of epochs: scattered, on a loose schedule, or with a season in which the field is not up. */
function drawCadence(epochs: number, random: Random): number[] {
	const kind = random.integer(3);
	const gap = random.between(0.1, 0.7);
	const draw = (k: number) => {
		if (kind === 0) return random.uniform();
		if (kind === 1) return (k + 0.5 + 0.4 * random.normal()) / epochs;
		const place = 0.8 * random.uniform();
		return place < gap ? place : place + 0.2;
	};
	return Array.from({ length: epochs }, (_, k) => START_MJD + SEASON_DAYS * draw(k)).sort(
		(a, b) => a - b
	);
}

/** One epoch of one band is off by a lot. */
function spoil(curve: SimulatedSource, truth: SimulatedClass, random: Random): void {
	if (truth !== 'one bad epoch') return;
	const row = random.integer(curve.mjd.length);
	curve.fluxMjy[row] *= random.uniform() < 0.5 ? random.between(0.2, 0.65) : random.between(1.4, 3);
}
