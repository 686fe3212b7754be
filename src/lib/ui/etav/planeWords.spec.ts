import { expect, test } from 'vitest';
import { comparedWords, leftOutWords, noFitWords, planeSentence } from './planeWords.ts';

const facts = {
	version: 'a',
	answered: 120,
	placed: 100,
	leftOut: { single: 19, notPositive: 1 },
	fit: { eta: { mean: 0, sigma: 0.1 }, v: { mean: -1, sigma: 0.1 }, n: 100 }
};

test('the sentence says where the cuts are and how many lie beyond', () => {
	const beyond = { both: 3, etaOnly: 2, vOnly: 1 };
	expect(planeSentence(facts, { etaSigma: 3, vSigma: 10 }, beyond)).toBe(
		'100 sources by η and V, both on logarithmic axes. The cuts are η > 2.00 (3.0σ) and V > 1.00 (10.0σ): 3 beyond both, 2 beyond η only, 1 beyond V only.'
	);
});

test('what is left out is named with its reason, and so is a missing fit', () => {
	expect(leftOutWords(facts)).toContain('19 sources with a single measurement');
	expect(leftOutWords({ ...facts, leftOut: { single: 0, notPositive: 0 } })).toBe('');
	expect(noFitWords({ ...facts, placed: 49 })).toContain('50 sources or more');
	expect(noFitWords({ ...facts, placed: 50 })).toContain('all alike');
});

test('a comparison counts what each run has alone', () => {
	// Two sources here share an object of the other run.
	expect(comparedWords(Int32Array.of(0, 0, -1, 2), 5, 'B')).toContain(
		'3 sources are the same object in B, joined by lines; 1 only here, 3 only there.'
	);
});
