import { expect, test } from 'vitest';
import { nameKey } from './nameKey.ts';

test('spellings of one pulsar are one name', () => {
	const spellings = [
		'PSR J0437-4715',
		'J0437-4715',
		'j0437\u22124715',
		'PSRJ0437-4715',
		' psr_J0437-4715 '
	];
	expect(new Set(spellings.map(nameKey))).toEqual(new Set(['J0437-4715']));
});

test('other names keep every letter', () => {
	expect(nameKey('PSR candidate 7')).toBe('PSRCANDIDATE7');
	expect(nameKey('3C 273')).not.toBe(nameKey('3C 274'));
	expect(nameKey(' – ')).toBe('');
});
