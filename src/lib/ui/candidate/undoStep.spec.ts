import { expect, test } from 'vitest';
import type { VoteEvent } from '#schema/vote.ts';
import { undoStep } from './undoStep.ts';

const event = (kind: VoteEvent['kind'], classKey: string): VoteEvent => ({
	kind,
	classKey,
	candidateId: 'c',
	userId: 'u',
	userName: 'Ana',
	taxonomyVersion: 1,
	probability: null,
	round: 1,
	confidence: 'likely',
	note: '',
	blind: true,
	at: new Date(0)
});

test('nothing done, nothing to undo', () => {
	expect(undoStep([])).toBeNull();
});

test('a first vote is undone by withdrawing it', () => {
	expect(undoStep([event('cast', 'ese')])).toEqual({ kind: 'withdraw' });
});

test('a changed vote goes back to what it was', () => {
	const first = event('cast', 'ese');
	expect(undoStep([first, event('changed', 'agn')])).toEqual({ kind: 'recast', event: first });
});

test('a withdrawn vote is cast again', () => {
	const withdrawn = event('withdrawn', 'ese');
	expect(undoStep([event('cast', 'ese'), withdrawn])).toEqual({ kind: 'recast', event: withdrawn });
});

test('a skip is nothing to undo', () => {
	expect(undoStep([event('skipped', 'skip')])).toBeNull();
	const skipped = [event('cast', 'ese'), event('withdrawn', 'ese'), event('skipped', 'skip')];
	expect(undoStep(skipped)).toEqual({ kind: 'recast', event: skipped[1] });
});

test('an answer to a hidden test that came last is taken back, and the vote after it first', () => {
	const [before, after] = [new Date(-1000), new Date(1000)];
	expect(undoStep([], before)).toEqual({ kind: 'takeBack' });
	expect(undoStep([event('cast', 'ese')], after)).toEqual({ kind: 'takeBack' });
	expect(undoStep([event('cast', 'ese')], before)).toEqual({ kind: 'withdraw' });
});
