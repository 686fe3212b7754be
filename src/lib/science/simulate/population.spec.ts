import { describe, expect, test } from 'vitest';
import { separationDeg } from '../sky/separation.ts';
import { Random } from '../stats/random.ts';
import { fieldCentres } from './footprint.ts';
import { classesOf, drawPopulation, type SourceClass, trueFlux } from './population.ts';

function tally(count: number): Partial<Record<SourceClass, number>> {
	const counts: Partial<Record<SourceClass, number>> = {};
	for (const name of classesOf(count)) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

const dates = Array.from({ length: 24 }, (_, i) => 60_310 + 15 * i);
const sky = { fields: fieldCentres(4, 512), npix: 512, season: { dates, spanDays: 345 } };

describe('classes', () => {
	test('600 sources hold 6 ESEs and every other class', () => {
		expect(tally(600)).toEqual({
			ese: 6,
			bright: 1,
			contaminated: 1,
			transient: 8,
			flare: 10,
			double: 60,
			agn: 24,
			scintillator: 48,
			steady: 442
		});
	});

	test('20 sources hold one of each at least, and steady ones besides', () => {
		const counts = tally(20);
		expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(20);
		expect(counts).toMatchObject({ ese: 1, bright: 1, transient: 1, flare: 1, double: 2, agn: 1 });
		expect(counts.steady).toBeGreaterThan(5);
	});

	test('a count too small for all classes is kept', () => {
		expect(classesOf(3)).toEqual(['ese', 'bright', 'contaminated']);
	});
});

describe('a population', () => {
	const sources = drawPopulation(600, sky, new Random('sky'));

	test('keeps its sources apart, but for the two of an island', () => {
		expect(sources).toHaveLength(600);
		let closest = Infinity;
		for (const [i, a] of sources.entries()) {
			for (const b of sources.slice(i + 1)) {
				const arcsec = separationDeg(a.ra, a.dec, b.ra, b.dec) * 3600;
				if (a.island !== '' && a.island === b.island) expect(arcsec).toBeCloseTo(22, 0);
				else closest = Math.min(closest, arcsec);
			}
		}
		expect(closest).toBeGreaterThan(12);
	});

	test('islands have two components', () => {
		const islands = new Map<string, number>();
		for (const { island } of sources) {
			if (island !== '') islands.set(island, (islands.get(island) ?? 0) + 1);
		}
		expect([...islands.values()]).toEqual(Array.from({ length: 30 }, () => 2));
	});

	test('sources whose light curves matter are where every field sees them', () => {
		const matters = new Set(['ese', 'transient', 'flare', 'bright']);
		const watched = sources.filter((source) => matters.has(source.class));
		expect(watched).toHaveLength(25);
		expect(watched.every((source) => source.place.isCommon)).toBe(true);
	});

	test('an ESE stays bright enough to be measured through its dip, and the dip spans epochs', () => {
		for (const source of sources.filter((one) => one.class === 'ese')) {
			const flux = trueFlux(source, 887.5);
			const measured = dates.map(flux);
			expect(Math.min(...measured)).toBeGreaterThan(5 * 0.22 * 1.5);
			expect(measured.filter((value) => value < 0.6 * source.fluxMjy).length).toBeGreaterThan(1);
		}
	});

	test('a transient is seen in one epoch, not the first', () => {
		for (const source of sources.filter((one) => one.class === 'transient')) {
			const seen = dates.map(trueFlux(source, 1367.5)).map((flux) => flux > 0.5);
			expect(seen.filter(Boolean)).toHaveLength(1);
			expect(seen[0]).toBe(false);
		}
	});
});
