import type { ClassModel } from '#science/ese/scoreModel.ts';
import type { Random } from '#science/stats/random.ts';
import { type Layers, slopeOf, unpacked } from './classLayers.ts';

export interface Example {
	inputs: number[];
	/** Index of the class. */
	answer: number;
}

const HIDDEN = 32;
/** Passes over as many examples as there are, drawn so that every class comes as often as any other. */
const ROUNDS = 40;
const BATCH_PER_CLASS = 24;
const RATE = 4e-3;
/** Holds the coefficients back, relative to the mean loss of an example. */
const RIDGE = 2e-4;

/**
 * Class probabilities by one layer of rectified units over standardised inputs, by Adam (Kingma & Ba 2015) on the cross entropy with steps that
 * shrink to nothing. The same stream of random numbers gives the same model.
 */
export function fitClasses(examples: Example[], classes: number, random: Random): ClassModel {
	const size = examples[0].inputs.length;
	const { centres, widths } = standards(examples, size);
	const inputs = examples.map((example) =>
		Float64Array.from(example.inputs, (x, i) => bounded((x - centres[i]) / widths[i]))
	);
	const ofClass = Array.from({ length: classes }, (): number[] => []);
	examples.forEach(({ answer }, place) => ofClass[answer].push(place));
	const layers: Layers = { size, hidden: HIDDEN, classes };
	const coefficients = begun(layers, random.fork('begin'));
	const mean = new Float64Array(coefficients.length);
	const square = new Float64Array(coefficients.length);
	const draws = random.fork('draws');
	const batch = BATCH_PER_CLASS * classes;
	const steps = Math.ceil((ROUNDS * examples.length) / batch);
	for (let step = 1; step <= steps; step += 1) {
		const slope = coefficients.map((c) => RIDGE * c);
		for (let k = 0; k < batch; k += 1) {
			const answer = k % classes;
			const of = ofClass[answer];
			const input = inputs[of[draws.integer(of.length)]];
			slopeOf(slope, { layers, coefficients, input, answer, weight: 1 / batch });
		}
		const rate = RATE * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
		for (let i = 0; i < slope.length; i += 1) {
			mean[i] = 0.9 * mean[i] + 0.1 * slope[i];
			square[i] = 0.999 * square[i] + 0.001 * slope[i] ** 2;
			const typical = Math.sqrt(square[i] / (1 - 0.999 ** step));
			coefficients[i] -= (rate * (mean[i] / (1 - 0.9 ** step))) / (typical + 1e-8);
		}
	}
	return { centres, widths, ...unpacked(layers, coefficients) };
}

/** Small random coefficients, so that no two hidden units are alike. */
function begun({ size, hidden, classes }: Layers, random: Random): Float64Array {
	const scale = 1 / Math.sqrt(size);
	return Float64Array.from(
		{ length: hidden * (size + 1) + classes * (hidden + 1) },
		() => scale * random.normal()
	);
}

/** Linear only within what was seen in training, as in the score. */
function bounded(standard: number): number {
	return Math.min(5, Math.max(-5, standard));
}

function standards(examples: Example[], size: number) {
	const centres = new Array<number>(size).fill(0);
	const widths = new Array<number>(size).fill(1);
	for (let i = 0; i < size; i += 1) {
		const values = examples.map(({ inputs }) => inputs[i]);
		const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
		const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
		centres[i] = Number(mean.toPrecision(5));
		widths[i] = Number((Math.sqrt(variance) || 1).toPrecision(5));
	}
	return { centres, widths };
}
