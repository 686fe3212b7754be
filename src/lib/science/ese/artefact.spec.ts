import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { artefactProbability } from './artefact.ts';
import { ARTEFACT_MODEL, type ArtefactFacts } from './artefactModel.ts';

/** A lonely point in the middle of good images. */
const CLEAN: ArtefactFacts = {
	brightNeighbourBeams: Infinity,
	localRmsRatio: 1,
	compactness: 1,
	islandFluxRatio: 1,
	edgeFraction: 0,
	siblingShare: 0,
	relations: 0,
	badEpochShare: 0,
	commonModeShare: 0
};
const UNKNOWN: ArtefactFacts = {
	brightNeighbourBeams: NaN,
	localRmsRatio: NaN,
	compactness: NaN,
	islandFluxRatio: NaN,
	edgeFraction: NaN,
	siblingShare: NaN,
	relations: NaN,
	badEpochShare: NaN,
	commonModeShare: NaN
};

/** Values of each fact from harmless to bad. */
const WORSE: [keyof ArtefactFacts, number[]][] = [
	['brightNeighbourBeams', [Infinity, 100, 20, 5, 2, 1, 0]],
	['localRmsRatio', [0.8, 1, 1.2, 2, 5]],
	['compactness', [1, 1.1, 1.5, 3]],
	['compactness', [1, 0.9, 0.5, 0.2]],
	['islandFluxRatio', [1, 0.9, 0.5, 0.1, 0]],
	['edgeFraction', [0, 0.3, 0.7, 1]],
	['siblingShare', [0, 0.2, 0.7, 1]],
	['relations', [0, 1, 4]],
	['badEpochShare', [0, 0.1, 0.5, 1]],
	['commonModeShare', [0, 0.1, 0.5, 1]]
];

describe('artefactProbability', () => {
	test('where nothing speaks for an artefact it is one in twenty, for no reason', () => {
		expect(artefactProbability(CLEAN).probability).toBeCloseTo(0.05, 10);
		expect(artefactProbability(CLEAN).reasons).toEqual([]);
	});

	test.each(WORSE)('a worse %s never lowers it, whatever else is known', (fact, values) => {
		const random = new Random(`artefact ${fact}`);
		for (let trial = 0; trial < 50; trial += 1) {
			const facts = { ...CLEAN };
			for (const [other, choices] of WORSE) {
				facts[other] = random.uniform() < 0.2 ? NaN : choices[random.integer(choices.length)];
			}
			const probabilities = values.map(
				(value) => artefactProbability({ ...facts, [fact]: value }).probability
			);
			expect(probabilities).toEqual([...probabilities].sort((a, b) => a - b));
		}
		expect(artefactProbability({ ...CLEAN, [fact]: values.at(-1) }).probability).toBeGreaterThan(
			0.1
		);
	});

	test('half of the Δχ² shared with the neighbours is as likely an artefact as not', () => {
		const { probability, reasons } = artefactProbability({ ...CLEAN, commonModeShare: 0.5 });
		expect(probability).toBeCloseTo(0.5, 1);
		expect(reasons).toEqual([
			'50 % of the dip’s Δχ² is shared by its neighbours in the same images.'
		]);
	});

	test('reasons come by their weight, and name their numbers', () => {
		const facts = { ...CLEAN, localRmsRatio: 2.04, brightNeighbourBeams: 1.5, edgeFraction: 0.1 };
		expect(artefactProbability(facts).reasons).toEqual([
			'A source at least ten times brighter is 1.5 beam widths away: its sidelobes reach here.',
			'The noise here is 2 times the image’s median.'
		]);
	});

	test('what is not known is left out and said', () => {
		const facts = { ...CLEAN, compactness: NaN, relations: NaN };
		const { probability, reasons } = artefactProbability(facts);
		expect(probability).toBeCloseTo(artefactProbability(CLEAN).probability, 10);
		expect(reasons).toEqual(['Left out, not known: compactness, related sources.']);
		const nothing = artefactProbability(UNKNOWN);
		expect(nothing.probability).toBeCloseTo(0.05, 10);
		expect(nothing.reasons).toHaveLength(1);
	});

	test('other coefficients are another probability', () => {
		const facts = { ...CLEAN, badEpochShare: 0.3 };
		const weights = { ...ARTEFACT_MODEL.weights, badEpochShare: 0 };
		const { probability } = artefactProbability(facts, { intercept: 0, weights });
		expect(probability).toBe(0.5);
	});
});
