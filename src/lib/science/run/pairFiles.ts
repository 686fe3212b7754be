import { inputOf, type PairedKind } from './pairInputs.ts';

/** What a file beside an image is to it. */
export const PARTNER_KINDS = ['selavy', 'noise', 'background'] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** The file taken for one kind, and those a person may take instead: the ones that fit best first. */
interface PairedFile {
	/** null: none fits by its name, or several fit equally well. */
	chosen: string | null;
	/** How many fit by their names equally well: 0 is missing, 1 is sure. */
	nFitting: number;
	choices: string[];
}

export interface PairedImage {
	image: string;
	files: Record<PartnerKind, PairedFile>;
}

/** Choices offered for one file; more are found by the name that is searched for. */
const MOST_CHOICES = 12;
/** A word in more files than this tells none of them apart. */
const MOST_SHARING = 200;

interface NamedFile {
	path: string;
	kind: PairedKind;
	/** What the names of an image and its files have in common, words with dots between them. */
	key: string;
	directories: string[];
}

/**
 * Finds each image's catalogue, noise and background map by name (`inputOf`). Among several of a name the one in the
 * closest directory is taken; among several equally close none is, and no file is taken twice. Independent of the order
 * of the paths.
 * @param ending Of catalogues in several formats, the one to take: “xml”; null when that is for a person to say.
 */
export function pairFiles(paths: readonly string[], ending: string | null = null): PairedImage[] {
	const files = [...new Set(paths)].sort().flatMap(namedFile);
	const known = new Map(PARTNER_KINDS.map((kind) => [kind, indexOf(files, kind)] as const));
	const pairs = files
		.filter(({ kind }) => kind === 'image')
		.map((image) => ({
			image: image.path,
			files: {
				selavy: pairedFile(image, known.get('selavy'), ending),
				noise: pairedFile(image, known.get('noise'), null),
				background: pairedFile(image, known.get('background'), null)
			}
		}));
	for (const kind of PARTNER_KINDS) leaveShared(pairs, kind);
	return pairs;
}

/** Nothing for a file that no run reads. */
function namedFile(path: string): NamedFile[] {
	const input = inputOf(path);
	return input ? [{ path, ...input, directories: path.split('/').slice(0, -1) }] : [];
}

interface FileIndex {
	byKey: Map<string, NamedFile[]>;
	byWord: Map<string, NamedFile[]>;
}

function indexOf(files: NamedFile[], wanted: PartnerKind): FileIndex {
	const index: FileIndex = { byKey: new Map(), byWord: new Map() };
	for (const file of files) {
		if (file.kind !== wanted) continue;
		add(index.byKey, file.key, file);
		// Numbers tell fields, epochs and blocks apart.
		for (const word of new Set(file.key.split('.')))
			if (/\d/.test(word)) add(index.byWord, word, file);
	}
	return index;
}

function add(map: Map<string, NamedFile[]>, key: string, file: NamedFile): void {
	const known = map.get(key);
	if (known) known.push(file);
	else map.set(key, [file]);
}

function pairedFile(
	image: NamedFile,
	index: FileIndex | undefined,
	ending: string | null
): PairedFile {
	const sameName = index?.byKey.get(image.key) ?? [];
	const wanted = sameName.filter(({ path }) => ending && path.toLowerCase().endsWith(`.${ending}`));
	const fitting = nearest(image, wanted.length > 0 ? wanted : sameName);
	const chosen = fitting.length === 1 ? fitting[0].path : null;
	const first = chosen === null ? sameName : [fitting[0], ...sameName];
	const choices = [...new Set([...first, ...(index ? alike(image, index) : [])])];
	return {
		chosen,
		nFitting: fitting.length,
		choices: choices.slice(0, MOST_CHOICES).map(({ path }) => path)
	};
}

/** Those with the longest way in common with the image's. */
function nearest(image: NamedFile, files: NamedFile[]): NamedFile[] {
	const common = files.map(({ directories }) => commonLength(image.directories, directories));
	const most = Math.max(...common);
	return files.filter((_, index) => common[index] === most);
}

function commonLength(a: string[], b: string[]): number {
	let length = 0;
	while (length < a.length && length < b.length && a[length] === b[length]) length++;
	return length;
}

/** Files that share the most numbered words with the image; equally many by name. */
function alike(image: NamedFile, { byWord }: FileIndex): NamedFile[] {
	const shared = new Map<NamedFile, number>();
	for (const word of new Set(image.key.split('.'))) {
		const files = byWord.get(word) ?? [];
		if (files.length > MOST_SHARING) continue;
		for (const file of files) shared.set(file, (shared.get(file) ?? 0) + 1);
	}
	return [...shared]
		.sort(([a, nA], [b, nB]) => nB - nA || (a.path < b.path ? -1 : 1))
		.map(([file]) => file);
}

/** One file for two images is right for one of them at most. */
function leaveShared(pairs: PairedImage[], kind: PartnerKind): void {
	const users = new Map<string, number>();
	for (const { files } of pairs) {
		const { chosen } = files[kind];
		if (chosen !== null) users.set(chosen, (users.get(chosen) ?? 0) + 1);
	}
	for (const { files } of pairs) {
		const { chosen } = files[kind];
		if (chosen !== null && (users.get(chosen) ?? 0) > 1) files[kind].chosen = null;
	}
}
