/** What a file is to a run, as config.yaml calls it. */
export const PAIRED_KINDS = ['image', 'selavy', 'noise', 'background'] as const;
export type PairedKind = (typeof PAIRED_KINDS)[number];

/** Files that belong together by their names: one epoch when there is one of each kind that is needed. */
export interface InputGroup {
	/** What their names have in common, lower-case. */
	key: string;
	/** Paths as they were given, sorted; more than one where it is for a person to choose. */
	files: Record<PairedKind, string[]>;
}

/**
 * Pairs images, catalogues, noise and background maps by their names: `noiseMap.image.i.SB1.fits` belongs to
 * `image.i.SB1.fits`, `epoch01.rms.fits` to `epoch01.fits`, `catalogues/A.txt` to `images/A.fits`. Paths have forward slashes.
 * @returns Groups by key, and what is neither image, map nor component catalogue.
 */
export function pairInputs(paths: readonly string[]): { groups: InputGroup[]; others: string[] } {
	const groups = new Map<string, InputGroup>();
	const others: string[] = [];
	for (const path of [...paths].sort()) {
		const input = inputOf(path);
		if (!input) {
			others.push(path);
			continue;
		}
		const group = groups.get(input.key) ?? emptyGroup(input.key);
		group.files[input.kind].push(path);
		groups.set(input.key, group);
	}
	return { groups: [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1)), others };
}

/** What a file is by its name, and the key that its partners share; null for anything that is no input of a run. */
export function inputOf(path: string): { kind: PairedKind; key: string } | null {
	const parts = path.split('/');
	const name = parts.at(-1) ?? '';
	if (name.startsWith('.')) return null;
	const ending = ENDING.exec(name)?.[0] ?? '';
	const words = name
		.slice(0, name.length - ending.length)
		.toLowerCase()
		.split(/[._\-\s]+/);
	const folder = parts.at(-2)?.toLowerCase() ?? '';
	const kind = kindOf({ ending: ending.toLowerCase(), words, folder });
	if (!kind) return null;
	const key = words.filter((word) => !SAYS_KIND.has(word)).join('.');
	return key === '' ? null : { kind, key };
}

/** The first of a group's files of each kind; '' where there is none. */
export function firstOfEach({ files }: InputGroup): Record<PairedKind, string> {
	return {
		image: files.image[0] ?? '',
		selavy: files.selavy[0] ?? '',
		noise: files.noise[0] ?? '',
		background: files.background[0] ?? ''
	};
}

const ENDING = /\.(fits?(\.fz)?|txt|csv|xml|vot)$/i;
const NOISE = ['noise', 'noisemap', 'rms', 'rmsmap'];
const BACKGROUND = ['mean', 'meanmap', 'bkg', 'background', 'bkgmap'];
const CATALOGUE = ['selavy', 'components', 'component', 'comp', 'catalogue', 'catalog', 'cat'];
const SAYS_KIND = new Set([...NOISE, ...BACKGROUND, ...CATALOGUE, 'image']);
/** By-products of imaging and source finding that look like inputs. */
const NO_INPUT = ['islands', 'fluxes', 'weights', 'residual', 'resid', 'psf', 'model', 'truth'];

function kindOf({
	ending,
	words,
	folder
}: {
	ending: string;
	words: string[];
	folder: string;
}): PairedKind | null {
	if (ending === '' || words.some((word) => NO_INPUT.includes(word))) return null;
	if (!ending.startsWith('.fit')) return 'selavy';
	const says = (known: string[]) => words.some((word) => known.includes(word));
	if (says(NOISE)) return 'noise';
	if (says(BACKGROUND)) return 'background';
	// Maps may have the very names of their images, in folders of their own.
	const folderWords = folder.split(/[._\-\s]+/);
	const inFolder = (known: string[]) => folderWords.some((word) => known.includes(word));
	if (inFolder(NOISE)) return 'noise';
	return inFolder(BACKGROUND) ? 'background' : 'image';
}

function emptyGroup(key: string): InputGroup {
	return { key, files: { image: [], selavy: [], noise: [], background: [] } };
}
