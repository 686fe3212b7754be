import { describe, expect, test } from 'vitest';
import { Random } from '#science/stats/random.ts';
import { classLabelInFull, counted, votable, type Taxonomy } from '#schema/taxonomy.ts';
import { lostClasses, movedTaxonomy } from '#schema/taxonomyMove.ts';

const entry = (key: string) => ({
	...{ key, label: key.toUpperCase(), description: '' },
	...{ parent: null, hotkey: null, colour: 1 }
});
const listOf = (version: number, keys: string[]): Taxonomy => ({
	...{ name: 'any', version, classes: keys.map(entry) }
});

/** Another version: some classes go, some come, and each that goes is given one that stays. */
function moved(present: Taxonomy, votes: { classKey: string }[], random: Random): Taxonomy {
	const stay = votable(present).filter(() => random.uniform() < 0.6);
	const keys = [...stay.map(({ key }) => key), `new-${present.version}`];
	const target = listOf(present.version + 1, keys);
	const inUse = new Map(votes.map(({ classKey }) => [classKey, 1]));
	const mapping = lostClasses(present, target, inUse).map(({ key }) => {
		const successor = keys[random.integer(keys.length)];
		return [key, successor] as const;
	});
	return movedTaxonomy(present, target, new Map(mapping));
}

describe('votes of a queue that moves from class list to class list', () => {
	test.each(Array.from({ length: 40 }, (_, seed) => seed))(
		'stay what they are, count as one of today’s classes, and never cease to agree (seed %i)',
		(seed) => {
			const random = new Random(seed);
			let taxonomy = listOf(1, ['a', 'b', 'c', 'd']);
			const votes: { classKey: string }[] = [];
			for (let move = 0; move < 6; move++) {
				const choices = votable(taxonomy);
				for (let cast = 0; cast < 5; cast++)
					votes.push({ classKey: choices[random.integer(choices.length)].key });
				const before = counted(taxonomy, votes);
				taxonomy = moved(taxonomy, votes, random);
				const after = counted(taxonomy, votes);
				expect(after.map(({ classKey }) => classKey)).toEqual(
					votes.map(({ classKey }) => classKey)
				);
				const today = votable(taxonomy).map(({ key }) => key);
				expect(today).toEqual(expect.arrayContaining(after.map(({ countsAs }) => countsAs)));
				const became = new Map(before.map(({ countsAs }, i) => [countsAs, after[i].countsAs]));
				expect(before.map(({ countsAs }) => became.get(countsAs))).toEqual(
					after.map(({ countsAs }) => countsAs)
				);
			}
		}
	);

	test('say what they count as', () => {
		const taxonomy = movedTaxonomy(
			listOf(1, ['agn', 'junk']),
			listOf(2, ['quasar']),
			new Map([['agn', 'quasar']])
		);
		expect(
			['agn', 'quasar', 'junk', 'unsure'].map((key) => classLabelInFull(taxonomy, key))
		).toEqual(['AGN, counts as QUASAR', 'QUASAR', 'JUNK', 'Unsure']);
	});
});
