/** An object that people have settled: what the score said, and whether it was a scattering event. */
export interface Labelled {
	/** 0 to 1. */
	score: number;
	isEse: boolean;
}

/** How a score becomes the probability that people would call it a scattering event. Never decreasing in the score. */
export type CalibrationCurve =
	| {
			/** Platt: ln odds = slope · ln odds of the score + intercept. */
			kind: 'platt';
			slope: number;
			intercept: number;
	  }
	| {
			/** Isotonic: linear in the ln odds of the score between these knots, level beyond them. */
			kind: 'isotonic';
			lnOdds: number[];
			probability: number[];
	  };
export type CalibrationMethod = CalibrationCurve['kind'];

/** Beyond these a score's ln odds say nothing more. */
const SURE = 30;

export function lnOddsOf(score: number): number {
	const lnOdds = Math.log(score) - Math.log1p(-score);
	return Math.min(SURE, Math.max(-SURE, lnOdds));
}

/** NaN stays NaN: not enough data is no probability. */
export function calibrated(curve: CalibrationCurve, score: number): number {
	if (Number.isNaN(score)) return NaN;
	const x = lnOddsOf(score);
	if (curve.kind === 'platt') return 1 / (1 + Math.exp(-(curve.slope * x + curve.intercept)));
	return interpolated(curve, x);
}

export function fitCalibration(
	method: CalibrationMethod,
	labelled: readonly Labelled[]
): CalibrationCurve {
	return method === 'platt' ? fitPlatt(labelled) : fitIsotonic(labelled);
}

function interpolated(
	{ lnOdds, probability }: Extract<CalibrationCurve, { kind: 'isotonic' }>,
	x: number
): number {
	const above = lnOdds.findIndex((knot) => knot > x);
	if (above === -1) return probability[probability.length - 1];
	if (above === 0) return probability[0];
	const part = (x - lnOdds[above - 1]) / (lnOdds[above] - lnOdds[above - 1]);
	return probability[above - 1] + part * (probability[above] - probability[above - 1]);
}

const MOST_ROUNDS = 50;
const LEAST_STEP = 1e-10;
/** Keeps the slope finite where a score separates the two kinds wholly. */
const RIDGE = 1e-3;

/**
 * Logistic regression on the ln odds of the score, by Newton's method, with Platt's softened targets (N₊+1)/(N₊+2) and 1/(N₋+2)
 * (Platt 1999; Lin, Lin & Weng 2007). A score that falls with the labels is given no slope rather than a negative one.
 */
function fitPlatt(labelled: readonly Labelled[]): CalibrationCurve {
	const positive = labelled.filter(({ isEse }) => isEse).length;
	const negative = labelled.length - positive;
	const targets = { yes: (positive + 1) / (positive + 2), no: 1 / (negative + 2) };
	const x = labelled.map(({ score }) => lnOddsOf(score));
	const y = labelled.map(({ isEse }) => (isEse ? targets.yes : targets.no));
	const [intercept, slope] = logistic(x, y);
	if (slope >= 0) return { kind: 'platt', slope, intercept };
	const mean = y.reduce((sum, target) => sum + target, 0) / y.length;
	return { kind: 'platt', slope: 0, intercept: lnOddsOf(mean) };
}

function logistic(x: readonly number[], y: readonly number[]): [number, number] {
	let intercept = 0;
	let slope = 0;
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		let [g0, g1, h00, h01, h11] = [0, -RIDGE * slope, RIDGE, 0, RIDGE];
		for (let i = 0; i < x.length; i += 1) {
			const p = 1 / (1 + Math.exp(-(intercept + slope * x[i])));
			const weight = p * (1 - p);
			g0 += y[i] - p;
			g1 += (y[i] - p) * x[i];
			h00 += weight;
			h01 += weight * x[i];
			h11 += weight * x[i] * x[i];
		}
		const determinant = h00 * h11 - h01 * h01;
		const step0 = limited((g0 * h11 - g1 * h01) / determinant);
		const step1 = limited((g1 * h00 - g0 * h01) / determinant);
		intercept += step0;
		slope += step1;
		if (Math.abs(step0) + Math.abs(step1) < LEAST_STEP) break;
	}
	return [intercept, slope];
}

/** Newton's step may overshoot where all weights are small. */
function limited(step: number): number {
	return Math.min(3, Math.max(-3, step));
}

interface Block {
	/** Sums over the block: ln odds, events, objects. */
	lnOdds: number;
	events: number;
	n: number;
}

/**
 * Pool adjacent violators (Ayer et al. 1955): the never-decreasing shares closest to the labels. Knots are at the mean ln odds of
 * each block; no share is nearer to 0 or 1 than the number of labels can tell.
 */
function fitIsotonic(labelled: readonly Labelled[]): CalibrationCurve {
	const blocks: Block[] = [];
	for (const block of byScore(labelled)) {
		blocks.push(block);
		for (let last = blocks.length - 1; last > 0; last -= 1) {
			const [before, after] = [blocks[last - 1], blocks[last]];
			if (before.events / before.n < after.events / after.n) break;
			blocks.splice(last - 1, 2, {
				lnOdds: before.lnOdds + after.lnOdds,
				events: before.events + after.events,
				n: before.n + after.n
			});
		}
	}
	const least = 1 / (labelled.length + 2);
	return {
		kind: 'isotonic',
		lnOdds: blocks.map(({ lnOdds, n }) => lnOdds / n),
		probability: blocks.map(({ events, n }) => Math.min(1 - least, Math.max(least, events / n)))
	};
}

/** Ascending in the score; objects of one score are one block. */
function byScore(labelled: readonly Labelled[]): Block[] {
	const blocks = new Map<number, Block>();
	for (const { score, isEse } of labelled) {
		const x = lnOddsOf(score);
		const block = blocks.get(x) ?? { lnOdds: 0, events: 0, n: 0 };
		block.lnOdds += x;
		block.events += Number(isEse);
		block.n += 1;
		blocks.set(x, block);
	}
	return [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
}
