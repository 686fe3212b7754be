/** A layer of rectified units and a linear one on it; coefficients in one row: hidden units, then classes, each with its constant first. */
export interface Layers {
	size: number;
	hidden: number;
	classes: number;
}

interface Pull {
	layers: Layers;
	coefficients: Float64Array;
	input: Float64Array;
	answer: number;
	weight: number;
}

/** Adds the gradient of the cross entropy of one example. */
export function slopeOf(
	slope: Float64Array,
	{ layers: { size, hidden, classes }, coefficients, input, answer, weight }: Pull
): void {
	const units = new Float64Array(hidden);
	for (let h = 0; h < hidden; h += 1) {
		const row = h * (size + 1);
		let sum = coefficients[row];
		for (let i = 0; i < size; i += 1) sum += coefficients[row + 1 + i] * input[i];
		units[h] = Math.max(0, sum);
	}
	const upper = hidden * (size + 1);
	const scores = new Float64Array(classes);
	for (let k = 0; k < classes; k += 1) {
		const row = upper + k * (hidden + 1);
		scores[k] = coefficients[row];
		for (let h = 0; h < hidden; h += 1) scores[k] += coefficients[row + 1 + h] * units[h];
	}
	const highest = Math.max(...scores);
	const odds = scores.map((score) => Math.exp(score - highest));
	const total = odds.reduce((sum, x) => sum + x, 0);
	const back = new Float64Array(hidden);
	for (let k = 0; k < classes; k += 1) {
		const miss = weight * (odds[k] / total - (k === answer ? 1 : 0));
		const row = upper + k * (hidden + 1);
		slope[row] += miss;
		for (let h = 0; h < hidden; h += 1) {
			slope[row + 1 + h] += miss * units[h];
			back[h] += miss * coefficients[row + 1 + h];
		}
	}
	for (let h = 0; h < hidden; h += 1) {
		const miss = units[h] > 0 ? back[h] : 0;
		const row = h * (size + 1);
		slope[row] += miss;
		for (let i = 0; i < size; i += 1) slope[row + 1 + i] += miss * input[i];
	}
}

/** The same coefficients a row per unit. */
export function unpacked({ size, hidden, classes }: Layers, coefficients: Float64Array) {
	const rows = (count: number, length: number, from: number) =>
		Array.from({ length: count }, (_, k) =>
			Array.from(coefficients.subarray(from + k * length, from + (k + 1) * length))
		);
	return {
		hidden: rows(hidden, size + 1, 0),
		classes: rows(classes, hidden + 1, hidden * (size + 1))
	};
}
