import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { relativeEpochs, usableBands } from './epochs.ts';
import { lnEvidence, lnSumExp } from './evidence.ts';
import { whiten } from './noise.ts';
import { matchModel } from './noiseMatch.ts';

const random = new Random('evidence');
const N = 12;
const epochs = relativeEpochs(
	usableBands({
		mjd: Array.from({ length: N }, (_, i) => i),
		frequencyMhz: new Array<number>(N).fill(1000),
		fluxMjy: Array.from({ length: N }, (_, i) => 10 + (i > 6 ? 2 : 0) + random.normal()),
		fluxErrMjy: new Array<number>(N).fill(1)
	})
);
const white = whiten(epochs, { jitter: 0, red: null, prior: 1, priorOfEvents: 1 });
const step = Float64Array.from({ length: N }, (_, i) => (i > 6 ? 1 : 0));
const slope = Float64Array.from({ length: N }, (_, i) => i / N);

/** ∫ p(A) exp(match·A − gain·A²/2) dA by the rectangle rule. */
function integral(model: Float64Array, amplitude: number, from: number): number {
	const { gain, match } = matchModel(white, model);
	const width = amplitude / 2000;
	let sum = 0;
	for (let a = from + width / 2; a < 8 * amplitude; a += width) {
		const prior = Math.exp(-0.5 * (a / amplitude) ** 2) / (amplitude * Math.sqrt(2 * Math.PI));
		sum += prior * Math.exp(match * a - 0.5 * gain * a * a) * width;
	}
	return Math.log(sum);
}

describe('evidence of a departure', () => {
	test.each([0.1, 0.5])('is the integral over its amplitude, width %d', (amplitude) => {
		const departure = { terms: [step], amplitude, isPositive: false };
		const either = integral(step, amplitude, -8 * amplitude);
		expect(lnEvidence(white, departure)).toBeCloseTo(either, 4);
		const positive = lnEvidence(white, { ...departure, isPositive: true });
		expect(positive).toBeCloseTo(Math.LN2 + integral(step, amplitude, 0), 4);
	});

	test('of two terms does not depend on their order, and an empty second one adds nothing', () => {
		const both = { terms: [step, slope], amplitude: 0.3, isPositive: false };
		const swapped = { ...both, terms: [slope, step] };
		expect(lnEvidence(white, swapped)).toBeCloseTo(lnEvidence(white, both), 10);
		const empty = { ...both, terms: [step, new Float64Array(N)] };
		const alone = { ...both, terms: [step] };
		expect(lnEvidence(white, empty)).toBeCloseTo(lnEvidence(white, alone), 10);
	});

	test('is finite where a positive amplitude is asked of the opposite', () => {
		const opposite = step.map((value) => -1000 * value);
		const ln = lnEvidence(white, { terms: [opposite], amplitude: 5, isPositive: true });
		expect(Number.isFinite(ln)).toBe(true);
		expect(ln).toBeLessThan(-5);
	});
});

test('ln Σ exp neither overflows nor minds nothing', () => {
	expect(lnSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 10);
	expect(lnSumExp([])).toBe(-Infinity);
	expect(lnSumExp([-Infinity, 2])).toBe(2);
});
