import { expect, test } from 'vitest';
import { bytesText } from './bytesText.ts';

test.each([
	[0, '0 B'],
	[999, '999 B'],
	[1000, '1.00 kB'],
	[12_345, '12.3 kB'],
	[999_999, '1.00 MB'],
	[1.5e12, '1.50 TB'],
	[null, '–'],
	[NaN, '–']
])('%s bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
