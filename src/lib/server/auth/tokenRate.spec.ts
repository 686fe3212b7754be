import { expect, test } from 'vitest';
import { MOST_PER_MINUTE, secondsToWait } from './tokenRate.ts';

test('a token that asks too often waits until its minute is over, another does not', () => {
	for (let i = 0; i < MOST_PER_MINUTE; i++) expect(secondsToWait('busy', 1000 + i)).toBe(0);
	expect(secondsToWait('busy', 31_000)).toBe(30);
	expect(secondsToWait('calm', 31_000)).toBe(0);
	expect(secondsToWait('busy', 61_000)).toBe(0);
});
