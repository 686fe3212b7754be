import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { drawnFromEach } from './drawnFromEach.ts';
import { heldBack } from './heldBack.ts';

const walkOf = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `c${i}` }));
const NOBODY = () => false;

describe('a walk with some held back', () => {
	test('has everybody once, and walks in order but for those drawn', () => {
		const random = new Random('walks');
		for (let round = 0; round < 100; round += 1) {
			const ordered = walkOf(random.integer(80));
			const [seed, share] = [`walk ${round}`, 0.2 * random.uniform()];
			const isBack = (id: string) => Number(id.slice(1)) % 7 === 3;
			const places = heldBack(ordered, { seed, share, done: random.integer(50), isBack });
			expect(places.map(({ entry }) => entry.id).sort()).toEqual(
				ordered.map(({ id }) => id).sort()
			);
			const walked = places.filter(({ drawn }) => !drawn).map(({ entry }) => entry);
			expect(walked).toEqual(ordered.filter((entry) => walked.includes(entry)));
			for (const { entry, drawn } of places) if (isBack(entry.id)) expect(drawn).toBe(true);
		}
	});

	test('holds back the share that is asked for, and nobody where none is', () => {
		const drawnOf = (share: number) =>
			heldBack(walkOf(4000), { seed: 'share', share, done: 0, isBack: NOBODY }).filter(
				({ drawn }) => drawn
			).length;
		expect(drawnOf(0)).toBe(0);
		expect(drawnOf(0.1) / 4000).toBeCloseTo(0.1, 1);
		expect(drawnOf(0.2) / 4000).toBeCloseTo(0.2, 1);
	});

	test('goes on the same when its first is done', () => {
		for (let round = 0; round < 50; round += 1) {
			const at = (done: number) => ({ seed: `${round}`, share: 0.15, done, isBack: NOBODY });
			const places = heldBack(walkOf(60), at(0)).map(({ entry }) => entry);
			const left = walkOf(60).filter(({ id }) => id !== places[0].id);
			expect(heldBack(left, at(1)).map(({ entry }) => entry)).toEqual(places.slice(1));
		}
	});

	test('brings those who come back where it brings those held back', () => {
		const sums = { back: 0, held: 0, backs: 0, helds: 0 };
		for (let round = 0; round < 200; round += 1) {
			const isBack = (id: string) => Number(id.slice(1)) < 6;
			const at = { seed: `mix ${round}`, share: 0.1, done: 0, isBack };
			heldBack(walkOf(66), at).forEach(({ entry, drawn }, place) => {
				if (!drawn) return;
				const kind = isBack(entry.id) ? 'back' : 'held';
				sums[kind] += place;
				sums[`${kind}s`] += 1;
			});
		}
		const ratio = sums.back / sums.backs / (sums.held / sums.helds);
		expect(ratio).toBeGreaterThan(0.9);
		expect(ratio).toBeLessThan(1.1);
	});
});

describe('drawn from each', () => {
	test('takes every group as often, however large it is', () => {
		const entries = [...Array<string>(90).fill('agn'), ...Array<string>(10).fill('ese')];
		const random = new Random('even');
		const drawn = Array.from({ length: 4000 }, () => drawnFromEach(entries, (of) => of, random));
		expect(drawn.filter((of) => of === 'ese').length / 4000).toBeCloseTo(0.5, 1);
	});

	test('takes nobody of nobody', () => {
		expect(drawnFromEach([], String, new Random('none'))).toBeNull();
	});
});
