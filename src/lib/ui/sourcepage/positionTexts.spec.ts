import { expect, test } from 'vitest';
import { readCoordinates } from '#science/sky/readCoordinates.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { Random } from '#science/stats/random.ts';
import { positionTexts } from './positionTexts.ts';

test('a position is said in each frame, signs always there', () => {
	expect(positionTexts({ ra: 266.4049882865447, dec: -28.936177761791473 })).toEqual([
		{ frame: 'ICRS', text: '17:45:37.197 -28:56:10.24' },
		{ frame: 'ICRS, degrees', text: '266.404988 -28.936178' },
		{
			frame: 'Galactic, degrees',
			text: expect.stringMatching(/^(0|359)\.\d{6} [+-]0\.000000$/) as string
		}
	]);
});

test('whatever is copied is read back as the same place, to 10 mas', () => {
	const random = new Random(3);
	for (let i = 0; i < 100; i++) {
		const here = { ra: random.uniform() * 360, dec: random.uniform() * 179 - 89.5 };
		for (const { frame, text } of positionTexts(here)) {
			const read = readCoordinates(text, frame.startsWith('Galactic') ? 'galactic' : 'icrs');
			if ('reason' in read) throw new Error(`${text}: ${read.reason}`);
			expect(separationDeg(here.ra, here.dec, read.ra, read.dec) * 3600).toBeLessThan(0.01);
		}
	}
});
