import { expect, test } from 'vitest';
import type { EtaVPlane } from '#schema/candidatePage.ts';
import type { Source } from '#schema/source.ts';
import { etaVSentence } from './etaVSentence.ts';

const plane: EtaVPlane = {
	points: [],
	cuts: { etaCut: 2.5, vCut: 0.3, sigmas: 3 },
	shown: 600,
	total: 600
};
// The sentence reads two numbers of a source only.
const source = (etaPeak: number, vPeak: number) => ({ etaPeak, vPeak }) as Source;

test('says on which side of each cut a source lies', () => {
	expect(etaVSentence(source(10, 0.5), plane)).toContain('beyond both of');
	expect(etaVSentence(source(10, 0.1), plane)).toContain('beyond the first of');
	expect(etaVSentence(source(1, 0.5), plane)).toContain('beyond the second of');
	expect(etaVSentence(source(1, 0.1), plane)).toContain(
		': within the 3σ cuts η > 2.50 and V > 0.300'
	);
});

test('says when there is no source, or no cut', () => {
	expect(etaVSentence(null, plane)).toContain('No source');
	expect(etaVSentence(source(1, 1), { ...plane, cuts: null })).toContain('Too few sources');
});
