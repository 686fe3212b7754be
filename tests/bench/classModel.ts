import type { ClassModel } from '#science/ese/scoreModel.ts';

export interface Example {
	inputs: number[];
	/** Index of the class. */
	answer: number;
}

const ROUNDS = 700;
/** Ridge, relative to the mean loss of a class. */
const RIDGE = 5e-5;

/**
 * Multinomial logistic regression: every class weighs the same whatever its number of examples, inputs are standardised, and
 * coefficients are held back by a ridge. By Adam (Kingma & Ba 2015) over the whole set, from zero: no randomness.
 */
export function fitClasses(examples: Example[], classes: number): ClassModel {
	const size = examples[0].inputs.length;
	const { centres, widths } = standards(examples, size);
	const inputs = examples.map((example) =>
		Float64Array.from(example.inputs, (x, i) => (x - centres[i]) / widths[i])
	);
	const counts = new Float64Array(classes);
	for (const { answer } of examples) counts[answer] += 1;
	const weights = examples.map(({ answer }) => 1 / (counts[answer] * classes));
	const coefficients = new Float64Array(classes * size);
	const mean = new Float64Array(coefficients.length);
	const square = new Float64Array(coefficients.length);
	for (let round = 1; round <= ROUNDS; round += 1) {
		const slope = coefficients.map((c) => RIDGE * c);
		examples.forEach(({ answer }, k) => {
			addSlope(slope, { coefficients, input: inputs[k], answer, weight: weights[k], classes });
		});
		for (let i = 0; i < slope.length; i += 1) {
			mean[i] = 0.9 * mean[i] + 0.1 * slope[i];
			square[i] = 0.99 * square[i] + 0.01 * slope[i] ** 2;
			const step = mean[i] / (1 - 0.9 ** round);
			coefficients[i] -= (0.05 * step) / (Math.sqrt(square[i] / (1 - 0.99 ** round)) + 1e-9);
		}
	}
	return {
		...{ centres, widths },
		coefficients: Array.from({ length: classes }, (_, k) =>
			Array.from(coefficients.subarray(k * size, (k + 1) * size))
		)
	};
}

/** The first input is the constant 1, which stays as it is. */
function standards(examples: Example[], size: number) {
	const centres = new Array<number>(size).fill(0);
	const widths = new Array<number>(size).fill(1);
	for (let i = 1; i < size; i += 1) {
		const values = examples.map(({ inputs }) => inputs[i]);
		const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
		const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
		centres[i] = Number(mean.toPrecision(5));
		widths[i] = Number((Math.sqrt(variance) || 1).toPrecision(5));
	}
	return { centres, widths };
}

interface Pull {
	coefficients: Float64Array;
	input: Float64Array;
	answer: number;
	weight: number;
	classes: number;
}

/** Gradient of the cross entropy of one example. */
function addSlope(
	slope: Float64Array,
	{ coefficients, input, answer, weight, classes }: Pull
): void {
	const size = input.length;
	const scores = new Float64Array(classes);
	for (let k = 0; k < classes; k += 1) {
		for (let i = 0; i < size; i += 1) scores[k] += coefficients[k * size + i] * input[i];
	}
	const highest = Math.max(...scores);
	const odds = scores.map((score) => Math.exp(score - highest));
	const total = odds.reduce((sum, x) => sum + x, 0);
	for (let k = 0; k < classes; k += 1) {
		const miss = weight * (odds[k] / total - (k === answer ? 1 : 0));
		for (let i = 0; i < size; i += 1) slope[k * size + i] += miss * input[i];
	}
}
