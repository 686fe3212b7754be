import { expect, test } from 'vitest';
import { Random } from '#science/stats/random.ts';
import { partOfPaths } from './partOfPaths.ts';

const NOWHERE = { after: null, before: null, page: 1 };
const paths = Array.from({ length: 10 }, (_, i) => `images/${i}.fits`);
const part = (asked: object, limit = 4) => {
	const { first, end } = partOfPaths(paths, { ...NOWHERE, ...asked }, { limit, size: 4 });
	return paths
		.slice(first, end)
		.map((path) => path[7])
		.join('');
};

test.each([
	[{}, '0123'],
	[{ page: 3 }, '89'],
	[{ page: 4 }, ''],
	[{ after: 'images/3.fits' }, '4567'],
	[{ after: 'images/3.fits', page: 9 }, '4567'],
	[{ after: 'images/3.fits.gone' }, '4567'],
	[{ after: 'images/9.fits' }, ''],
	[{ after: '' }, '0123'],
	[{ before: 'images/6.fits' }, '2345'],
	[{ before: 'images/2.fits' }, '01'],
	[{ before: 'images/0.fits' }, ''],
	[{ before: 'z' }, '6789']
])('%j shows %s', (asked, shown) => {
	expect(part(asked)).toBe(shown);
});

test('files that come and go while one pages leave out none of the others and repeat none (300 walks)', () => {
	const random = new Random('paths');
	for (let walk = 0; walk < 300; walk++) {
		const staying = new Set(
			Array.from({ length: 5 + random.integer(40) }, () => `${random.integer(1000)}.fits`)
		);
		const present = () => {
			const passing = Array.from(
				{ length: random.integer(9) },
				() => `${random.integer(1000)}.fits`
			);
			return [...new Set([...staying, ...passing])].sort();
		};
		const met: string[] = [];
		const limit = 1 + random.integer(7);
		for (let after: string | null = null; ; after = met.at(-1) ?? null) {
			const now = present();
			const { first, end } = partOfPaths(now, { ...NOWHERE, after }, { limit, size: limit });
			met.push(...now.slice(first, end));
			if (end === now.length) break;
		}
		expect(new Set(met).size).toBe(met.length);
		expect(met.filter((path) => staying.has(path))).toEqual([...staying].sort());
	}
});
