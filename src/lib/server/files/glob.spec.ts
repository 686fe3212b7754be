import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '../../../../tests/kit/seeded.ts';
import { expandGlob } from './glob.ts';
import { nameMatcher } from './nameMatcher.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'caustic-glob-'));
	for (const name of [
		'b1.fits',
		'a2.fits',
		'a10.fits',
		'.a3.fits',
		'deep/er/z.fits',
		'.git/z.fits'
	]) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(join(folder, name), '');
	}
	await symlink('.', join(folder, 'deep/round'));
	await symlink('..', join(folder, 'deep/back'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
	['a?.fits', ['a2.fits']],
	['*.fits', ['a10.fits', 'a2.fits', 'b1.fits']],
	['.*.fits', ['.a3.fits']],
	['[ab]*.fits', ['a10.fits', 'a2.fits', 'b1.fits']],
	['[!a]*.fits', ['b1.fits']],
	['deep/e*/z.fits', ['deep/er/z.fits']],
	['**/z.fits', ['deep/er/z.fits']],
	['**/**/er/**', ['deep/er/z.fits']],
	['a2.fits', ['a2.fits']],
	['deep', []],
	['nowhere/*', []]
])('%s', async (pattern, found) => {
	expect(await expandGlob(join(folder, pattern))).toEqual(found.map((path) => join(folder, path)));
});

describe('a name fits a pattern', () => {
	test.each([
		['a*c', 'abc', true],
		['a*c', 'ac', true],
		['a*c', 'acb', false],
		['*.*', 'a', false],
		['a**', 'a', true],
		['[]a]x', ']x', true],
		['[!]a]x', 'ax', false],
		['[a-c]', 'b', true],
		['[c-a]', 'b', false],
		['[a', '[a', true],
		['[]', '[]', true],
		['[!]', '[!]', true],
		['a.b', 'axb', false],
		['(a|b)+', 'a', false],
		['?', 'é', true],
		['*', '.hidden', false],
		['[.]hidden', '.hidden', false],
		['', '', true]
	])('%s %s: %s', (pattern, name, expected) => {
		expect(nameMatcher(pattern)(name)).toBe(expected);
	});

	test('as a regular expression says, for random patterns of stars, marks and letters', () => {
		const random = seeded(5);
		const word = (letters: string, most: number) =>
			Array.from(
				{ length: 1 + Math.floor(random() * most) },
				() => letters[Math.floor(random() * letters.length)]
			).join('');
		for (let round = 0; round < 5000; round++) {
			const pattern = word('ab?**', 6);
			const name = word('ab', 8);
			const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
			expect([pattern, name, nameMatcher(pattern)(name)]).toEqual([
				pattern,
				name,
				expression.test(name)
			]);
		}
	});

	test('in no time, whatever the pattern', { timeout: 1000 }, () => {
		expect(nameMatcher('*a'.repeat(100) + 'b')('a'.repeat(250))).toBe(false);
	});
});
