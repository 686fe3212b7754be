import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { firstOfEach, inputOf, pairInputs, PAIRED_KINDS } from './pairInputs.ts';

/** Four files of one epoch, by each convention in use: image, catalogue, noise, background. */
const CONVENTIONS: [string, (name: string) => string[]][] = [
	[
		'ASKAP’s',
		(name) => [
			`image.i.${name}.cont.taylor.0.restored.fits`,
			`selavy-image.i.${name}.cont.taylor.0.restored.components.txt`,
			`noiseMap.image.i.${name}.cont.taylor.0.restored.fits`,
			`meanMap.image.i.${name}.cont.taylor.0.restored.fits`
		]
	],
	[
		'the tutorial’s',
		(name) => [
			`${name}.fits`,
			`${name}.selavy.components.txt`,
			`${name}_rms.fits`,
			`${name}_bkg.fits`
		]
	],
	[
		'folders’',
		(name) => [
			`images/${name}.fits`,
			`catalogues/${name}.xml`,
			`noise/${name}.fits`,
			`background/${name}.fits`
		]
	]
];

test.each(CONVENTIONS)('%s names pair up in any order', (_whose, namesOf) => {
	const random = new Random(7);
	const epochs = Array.from({ length: 12 }, (_, k) => `SB${1000 + k}.VAST_01-${k}A`);
	const files = epochs.flatMap(namesOf);
	for (let i = files.length - 1; i > 0; i--) {
		const j = Math.floor(random.uniform() * (i + 1));
		[files[i], files[j]] = [files[j], files[i]];
	}
	const { groups, others } = pairInputs(files);
	expect(others).toEqual([]);
	const found = groups.map((group) => PAIRED_KINDS.map((kind) => firstOfEach(group)[kind]).join());
	expect(found.sort()).toEqual(epochs.map((name) => namesOf(name).join()).sort());
});

test('two files of one kind and name stand in one group, for a person to choose', () => {
	const { groups } = pairInputs(['a/x.fits', 'b/x.fits', 'a/x.txt']);
	expect(groups).toEqual([
		{
			key: 'x',
			files: { image: ['a/x.fits', 'b/x.fits'], selavy: ['a/x.txt'], noise: [], background: [] }
		}
	]);
});

test('by-products, hidden files and other kinds of files are no inputs', () => {
	for (const name of [
		'x.islands.txt',
		'weights.x.fits',
		'.x.fits',
		'notes.md',
		'x',
		'image.fits',
		''
	])
		expect(inputOf(name)).toBeNull();
});
