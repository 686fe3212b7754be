import { expect, test } from 'vitest';
import { errorCause } from './errorCause.ts';

test.each([
	['/data/a/epoch_01.fits: it ends after 2880 bytes.', '/raw/b/x.fits: it ends after 17 bytes.'],
	['connect ECONNREFUSED 127.0.0.1:27017', 'connect ECONNREFUSED 10.0.0.7:27018'],
	['Run north is being processed already.', 'Run south-2 is being processed already.'],
	['no answer from https://a.example/hook?x=1', 'no answer from http://b.example:80/'],
	['image VAST_0012.I.fits is not of 2024-05-31', 'image B.fits is not of 2023-01-02T03:04:05Z'],
	['E11000 duplicate key 6650a1b2c3d4e5f6a7b8c9d0', 'E11000 duplicate key 0123456789abcdef01234567']
])('one cause: %s | %s', (one, other) => {
	expect(errorCause(one)).toBe(errorCause(other));
});

test.each([
	['ENOSPC: no space left on device', 'ENOENT: no such file or directory'],
	['TELESCOP is missing', 'DATE-OBS is missing'],
	['The header does not have the keyword BMAJ.', 'The header does not have the keyword BMIN.']
])('two causes: %s | %s', (one, other) => {
	expect(errorCause(one)).not.toBe(errorCause(other));
});

test('only its first line is looked at, and a silent error has a cause too', () => {
	expect(errorCause('broken\n    at file.ts:3')).toBe('broken');
	expect(errorCause('  ')).toBe('No reason was given.');
});

test('it is short, whatever is thrown at it, and is done with it at once', () => {
	const began = performance.now();
	for (const part of ['a/', '../', '1.', 'x.fits', 'http://', '0'.repeat(40)])
		expect(errorCause(part.repeat(20_000)).length).toBeLessThanOrEqual(240);
	expect(performance.now() - began).toBeLessThan(3000);
});
