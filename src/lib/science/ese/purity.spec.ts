import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { purityByClass, selfAgreement, type SaidTwice } from './purity.ts';

const LABELS = ['ese', 'agn', 'artefact', 'unsure'];

/** Classes said twice by somebody who says the same again with this probability. */
function saidAtRandom(random: Random, n: number, same: number): SaidTwice[] {
	return Array.from({ length: n }, () => {
		const first = LABELS[random.integer(LABELS.length - 1)];
		return { first, again: random.uniform() < same ? first : LABELS[random.integer(4)] };
	});
}

describe('purity by repeats', () => {
	test('counts every pair once, under what was said first', () => {
		const random = new Random('pairs');
		for (let round = 0; round < 200; round += 1) {
			const said = saidAtRandom(random, random.integer(60), random.uniform());
			const [all, classes] = [selfAgreement(said), [...purityByClass(said).values()]];
			const sum = (of: 'n' | 'found') => classes.reduce((total, share) => total + share[of], 0);
			expect([sum('n'), sum('found')]).toEqual([all.n, all.found]);
			expect(all.found).toBe(said.filter(({ first, again }) => first === again).length);
			for (const { share, low, high } of classes) {
				expect(low).toBeLessThanOrEqual(share + 1e-12);
				expect(high).toBeGreaterThanOrEqual(share - 1e-12);
			}
		}
	});

	test('does not depend on the order of the pairs, nor on what a class is called', () => {
		const random = new Random('order');
		for (let round = 0; round < 50; round += 1) {
			const said = saidAtRandom(random, 40, 0.6);
			const renamed = said.map(({ first, again }) => ({ first: `x${first}`, again: `x${again}` }));
			const [plain, turned, other] = [said, [...said].reverse(), renamed].map(purityByClass);
			for (const label of ['ese', 'agn', 'artefact']) {
				expect(turned.get(label)).toEqual(plain.get(label));
				expect(other.get(`x${label}`)).toEqual(plain.get(label));
			}
		}
	});

	test('finds how often somebody says the same again: within the interval 95 times of 100', () => {
		const random = new Random('truth');
		const rounds = 1000;
		let held = 0;
		for (let round = 0; round < rounds; round += 1) {
			const said = Array.from({ length: 50 }, () => ({
				first: 'ese',
				again: random.uniform() < 0.8 ? 'ese' : 'agn'
			}));
			const { low, high } = selfAgreement(said);
			held += Number(low <= 0.8 && 0.8 <= high);
		}
		expect(held / rounds).toBeGreaterThan(0.92);
		expect(held / rounds).toBeLessThan(0.98);
	});

	test('of 10 ESEs of which 8 were called so again is 80 %, 49 to 94 %', () => {
		const said = Array.from({ length: 10 }, (_, i) => ({
			first: 'ese',
			again: i < 8 ? 'ese' : 'unsure'
		}));
		const ese = purityByClass([...said, { first: 'agn', again: 'ese' }]).get('ese');
		expect(ese).toMatchObject({ n: 10, found: 8, share: 0.8 });
		expect(ese?.low).toBeCloseTo(0.4902, 3);
		expect(ese?.high).toBeCloseTo(0.9433, 3);
	});

	test('says nothing of nothing', () => {
		expect(purityByClass([]).size).toBe(0);
		expect(selfAgreement([])).toMatchObject({ n: 0, found: 0, share: NaN });
	});
});
