import { expect, test } from 'vitest';
import { SHORTCUTS } from './shortcuts.ts';

test('no key means two things', () => {
	const keys = SHORTCUTS.flatMap((s) => s.keys);
	expect(new Set(keys).size).toBe(keys.length);
});
