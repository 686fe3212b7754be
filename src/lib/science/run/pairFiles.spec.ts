import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { pairFiles, PARTNER_KINDS, type PairedImage } from './pairFiles.ts';

const chosen = ({ files }: PairedImage) => PARTNER_KINDS.map((kind) => files[kind].chosen);
const only = (paths: string[], ending: string | null = null) => {
	const pairs = pairFiles(paths, ending);
	expect(pairs).toHaveLength(1);
	return pairs[0];
};

describe('an image finds its catalogue, noise and background', () => {
	test.each([
		[
			'in directories that say what they hold',
			'raw/images/epoch01_fieldA_887MHz_SB75335.fits',
			'raw/catalogues/epoch01_fieldA_887MHz_SB75335.txt',
			'raw/noise/epoch01_fieldA_887MHz_SB75335.fits',
			'raw/background/epoch01_fieldA_887MHz_SB75335.fits'
		],
		[
			'by endings',
			'epoch01.fits',
			'epoch01.selavy.components.txt',
			'epoch01.noiseMap.fits',
			'epoch01.meanMap.fits'
		],
		[
			'as ASKAPsoft names them',
			'image.i.SB9602.cont.taylor.0.restored.fits',
			'selavy-image.i.SB9602.cont.taylor.0.restored.components.xml',
			'noiseMap.image.i.SB9602.cont.taylor.0.restored.fits',
			'meanMap.image.i.SB9602.cont.taylor.0.restored.fits'
		],
		[
			'as the VAST survey names them',
			'STOKESI_IMAGES/VAST_0102-06A.EPOCH01.I.fits',
			'STOKESI_SELAVY/VAST_0102-06A.EPOCH01.I.selavy.components.csv',
			'STOKESI_RMSMAPS/VAST_0102-06A.EPOCH01.I_rms.fits',
			'STOKESI_RMSMAPS/VAST_0102-06A.EPOCH01.I_bkg.fits'
		]
	])('%s', (_, image, selavy, noise, background) => {
		const pair = only([background, noise, image, selavy]);
		expect(pair.image).toBe(image);
		expect(chosen(pair)).toEqual([selavy, noise, background]);
	});
});

test('of several files of a name the closest is taken', () => {
	const pairs = pairFiles(['a/x1.fits', 'a/x1.txt', 'b/x1.fits', 'b/x1.txt']);
	expect(pairs.map(({ files }) => files.selavy.chosen)).toEqual(['a/x1.txt', 'b/x1.txt']);
});

test('of several equally close none is taken, unless a format is asked for', () => {
	const paths = ['x1.fits', 'x1.csv', 'x1.txt', 'x1.xml'];
	const { selavy } = only(paths).files;
	expect(selavy).toEqual({ chosen: null, nFitting: 3, choices: ['x1.csv', 'x1.txt', 'x1.xml'] });
	expect(only(paths, 'xml').files.selavy.chosen).toBe('x1.xml');
	expect(only(['x1.fits', 'x1.csv'], 'xml').files.selavy.chosen).toBe('x1.csv');
});

test('what is missing is said, with what is called alike to choose from', () => {
	const { noise } = only(['f/epoch01.fits', 'f/epoch01.v2.rms.fits', 'f/epoch02.rms.fits']).files;
	expect(noise).toEqual({ chosen: null, nFitting: 0, choices: ['f/epoch01.v2.rms.fits'] });
});

test('one file that two images would take is taken by neither', () => {
	const pairs = pairFiles(['a.1.fits', 'image.a.1.fits', 'a.1.rms.fits']);
	expect(pairs.map(({ files }) => files.noise.chosen)).toEqual([null, null]);
});

test('weights, residuals and lists of islands are no inputs', () => {
	expect(
		pairFiles(['weights.i.SB1.fits', 'image.i.SB1.residual.fits', 'selavy-i.SB1.islands.xml'])
	).toEqual([]);
});

test('300 random surveys: the order of the paths does not matter, each file is taken once, of its own kind', () => {
	const random = new Random('pairs');
	for (let survey = 0; survey < 300; survey++) {
		const paths: string[] = [];
		for (let n = random.integer(12); n >= 0; n--) {
			const name = `${['', 'v.', 'sub/', 'noise/'][random.integer(4)]}f${random.integer(5)}`;
			const ending = ['.fits', '_rms.fits', '.bkg.fits', '.txt', '.xml', '.selavy.csv'];
			paths.push(name + ending[random.integer(ending.length)]);
		}
		const pairs = pairFiles(paths);
		const shuffled = [...paths].sort(() => random.uniform() - 0.5);
		expect(pairFiles(shuffled)).toEqual(pairs);
		for (const kind of PARTNER_KINDS) {
			const taken = pairs.flatMap(({ files }) => files[kind].chosen ?? []);
			expect(new Set(taken).size).toBe(taken.length);
			const isCatalogue = kind === 'selavy';
			for (const path of taken) expect(path.endsWith('.fits')).toBe(!isCatalogue);
		}
	}
});
