import { lensCurve } from '#science/ese/lensCurve.ts';
import { Random } from '#science/stats/random.ts';
import { areaUnderCurve } from './eseArea.ts';
import { benchSet } from './ese.ts';
import type { SimulatedSource } from './eseSets.ts';
import { SEASON_DAYS, START_MJD } from './eseShapes.ts';
import { inNoise, wavesCovariance } from './eseLikelihood.ts';
import type { Row } from './report.ts';

const LENSES = 1500;
const EVENTS_PER_LENS = 60;
/** Of all events drawn, so many are weighed with their whole covariance: those likeliest by a rougher one. */
const WEIGHED = 1200;
const SCINTILLATIONS = 1500;
/** The rougher likelihood to this power proposes which events to weigh; below 1, so that nothing worth weighing is missed. */
const TEMPERING = 0.35;
const RED_SIGMA = 0.06;

/**
 * The best that any program could do against scintillation with 25 epochs in one band: the ratio of the likelihoods of the
 * very laws that drew the set (eseShapes.ts), averaged over everything they draw. Nobody observing a sky knows these laws.
 * The average is a Monte Carlo one, whose noise can only make the area smaller.
 */
export function benchEseCeiling(): Promise<Row[]> {
	const set = { epochs: 25, bands: [887.5], otherShapes: false };
	const sources = benchSet(set).filter(({ truth }) => truth === 'ese' || truth === 'riss');
	const random = new Random('ceiling');
	const events = drawEvents(random.fork('events'));
	const scored = sources.map((source) => {
		const draw = random.fork(source.source);
		const value = eventEvidence(source, events, draw) - scintillationEvidence(source, draw);
		return { isEse: source.truth === 'ese', value };
	});
	const { area, error } = areaUnderCurve(scored);
	return Promise.resolve([
		{
			what: 'AUC of the likelihood ratio that knows how the set was drawn, 25 epochs, 1 band',
			value: area,
			unit: `± ${error.toFixed(3)}`,
			note: 'riss; no program can do better on this set'
		}
	]);
}

interface Event {
	t0: number;
	tau: number;
	egress: number;
	fraction: number;
	curve: (uPrime: number) => number;
}

/** As `scatteringEvent` draws them; each lens serves for several events. */
function drawEvents(random: Random): Event[] {
	return Array.from({ length: LENSES }, () => {
		const curve = lensCurve(random.logBetween(1.2, 40), random.between(0.2, 1.5));
		return Array.from({ length: EVENTS_PER_LENS }, () => ({
			curve,
			t0: START_MJD + SEASON_DAYS * random.between(0.15, 0.85),
			tau: random.logBetween(5, 40),
			egress: random.between(0.7, 1.5),
			fraction: random.between(0.2, 0.7)
		}));
	}).flat();
}

/** ln of the mean likelihood of a light curve over all events, in red noise. */
function eventEvidence(source: SimulatedSource, events: Event[], random: Random): number {
	const noise = inNoise(source);
	const shapes = events.map((event) => shapeOf(event, source.mjd));
	const rough = shapes.map((shape) => TEMPERING * noise.roughLogLikelihood(shape, RED_SIGMA));
	const most = Math.max(...rough);
	const chances = rough.map((value) => Math.exp(value - most));
	const total = chances.reduce((sum, chance) => sum + chance, 0);
	const covariances = Array.from({ length: 12 }, (_, k) => {
		const tau = 5 * 12 ** ((k + 0.5) / 12);
		return wavesCovariance(source.mjd, tau, RED_SIGMA ** 2);
	});
	const weighed = pick(chances, total, random).map((k) => {
		const covariance = covariances[random.integer(covariances.length)];
		const proposed = Math.log((chances[k] / total) * shapes.length);
		return noise.logLikelihood(shapes[k], covariance) - proposed;
	});
	return logMean(weighed);
}

function shapeOf({ t0, tau, egress, fraction, curve }: Event, mjd: Float64Array): Float64Array {
	return mjd.map((time) => {
		const since = time - t0;
		return 1 - fraction + fraction * curve(since / (since > 0 ? tau * egress : tau));
	});
}

/** Systematic resampling: indices in proportion to their chances. */
function pick(chances: number[], total: number, random: Random): number[] {
	const step = total / WEIGHED;
	let next = step * random.uniform();
	let sum = 0;
	return chances.flatMap((chance, k) => {
		sum += chance;
		const picked: number[] = [];
		for (; next < sum; next += step) picked.push(k);
		return picked;
	});
}

/** The same over scintillations, a quarter of them in red noise of up to 6 %. */
function scintillationEvidence(source: SimulatedSource, random: Random): number {
	const noise = inNoise(source);
	const flat = new Float64Array(source.mjd.length).fill(1);
	const likelihoods = Array.from({ length: SCINTILLATIONS }, () => {
		const index = random.logBetween(0.05, 0.2);
		const covariance = wavesCovariance(source.mjd, random.logBetween(5, 50), index ** 2);
		if (random.uniform() < 0.25) {
			const sigma = RED_SIGMA * random.uniform();
			const red = wavesCovariance(source.mjd, random.logBetween(5, 60), sigma ** 2);
			red.forEach((value, k) => (covariance[k] += value));
		}
		return noise.logLikelihood(flat, covariance);
	});
	return logMean(likelihoods);
}

function logMean(logs: number[]): number {
	const most = Math.max(...logs);
	const sum = logs.reduce((total, value) => total + Math.exp(value - most), 0);
	return most + Math.log(sum / logs.length);
}
