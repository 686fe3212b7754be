import { join, relative, resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import {
	fileListSchema,
	type FileList,
	type OfferedFiles,
	type OfferedImage
} from '#schema/runFiles.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { User } from '#schema/user.ts';
import { pairFiles, type PairedImage } from '#science/run/pairFiles.ts';
import { proposeEpochs } from '#science/run/proposeEpochs.ts';
import { config } from '../config.ts';
import { runCheck } from '../files/checkedConfig.ts';
import { imageHead, type ImageHead } from '../files/imageHeads.ts';
import { listFiles } from '../files/listFiles.ts';
import { ownDirectory } from '../files/ownDirectory.ts';
import { resolveInputs } from '../files/resolveInputs.ts';
import { parseRunConfig } from '../files/runConfig.ts';
import { partOfPaths } from './partOfPaths.ts';

/** More are found by what is searched for. */
const BOUNDS = { mostFiles: 100_000, mostMs: 5000 };
const PAGE_SIZE = 100;
/** So many heads are read at once, so that epochs go on from page to page; of more images those of the page only. */
const MOST_HEADS = 1000;

/** What the run has already. */
interface Known {
	images: Set<string>;
	/** Names of epochs; null when its images are listed without. */
	epochs: string[] | null;
}

/** The images that a run's owner may take, each with its files by name and an epoch by its date; null when not asked for. */
export async function rawFiles(
	{ user, owner }: { user: User; owner: User | null },
	text: string,
	{ address, limit = PAGE_SIZE }: { address: URLSearchParams; limit?: number }
): Promise<OfferedFiles | null> {
	const { asked, problems } = readAddress(fileListSchema, address);
	if (asked.files === '') return null;
	const directory = directoryOf(asked, owner);
	const { paths, isCut } = await listFiles(directory, BOUNDS);
	const found = pairFiles(paths, asked.format || null).filter(isMeant(asked.find));
	const known = await knownFiles(text, owner);
	const names = found.map(({ image }) => image);
	const { first, end } = partOfPaths(names, asked, { limit, size: PAGE_SIZE });
	const shown = found.slice(first, end);
	const dated = found.length <= MOST_HEADS ? found : shown;
	const { storage, maxImages } = runCheck(owner, user);
	const heads = await Promise.all(
		dated.map(({ image }) => imageHead(storage, join(directory, image)))
	);
	const rows = offered({ asked, directory, known, dated, heads });
	const prefix = prefixOf(directory);
	return {
		...{ asked, problems, prefix, directory, isCut },
		rows: dated === shown ? rows : rows.slice(first, end),
		...{ count: found.length, first },
		earlier: first > 0 && first < end ? names[first] : null,
		next: first < end && end < found.length ? names[end - 1] : null,
		nFiles: paths.length,
		hasEpochs: known ? known.epochs !== null : null,
		mostImages: maxImages
	};
}

function directoryOf({ files }: FileList, owner: User | null): string {
	if (files === 'raw') return config().RAW_IMAGE_DIR;
	if (owner) return ownDirectory(owner);
	throw new Failure(
		'NotFound',
		'The run was made on the command line: it has no owner’s directory.'
	);
}

/** Names in a configuration start at the raw image directory. */
function prefixOf(directory: string): string {
	const way = relative(config().RAW_IMAGE_DIR, directory);
	if (way === '') return '';
	return way.startsWith('..') ? `${directory}/` : `${way}/`;
}

/** Every word that is looked for is somewhere in the path. */
function isMeant(find: string): (pair: PairedImage) => boolean {
	const words = find.toLowerCase().split(/\s+/).filter(Boolean);
	return ({ image }) => words.every((word) => image.toLowerCase().includes(word));
}

async function knownFiles(text: string, owner: User | null): Promise<Known | null> {
	try {
		const { storage, baseDirectory } = runCheck(owner, null);
		const { inputs } = parseRunConfig(text, 'config.yaml');
		const { epochs, epochMode } = await resolveInputs(inputs, baseDirectory, storage);
		return {
			images: new Set(epochs.flatMap(({ image }) => image)),
			epochs: epochMode ? epochs.map(({ key }) => key) : null
		};
	} catch (error) {
		// A configuration to be filled in yet has no files.
		if (error instanceof Failure) return null;
		throw error;
	}
}

interface Offer {
	asked: FileList;
	directory: string;
	known: Known | null;
	dated: PairedImage[];
	heads: ImageHead[];
}

function offered({ asked, directory, known, dated, heads }: Offer): OfferedImage[] {
	const isIn = ({ image }: PairedImage) => known?.images.has(resolve(directory, image)) ?? false;
	const fresh = dated.map((pair, index) => ({ index, isIn: isIn(pair) }));
	const added = fresh.filter((row) => !row.isIn).map(({ index }) => index);
	const usual = known?.epochs === null ? 'each' : 'gap';
	const proposed = proposeEpochs(
		added.map((index) => heads[index]),
		{ gapDays: asked.gap, known: known?.epochs ?? [] }
	);
	const epochs = new Map(added.map((index, place) => [index, proposed[place]]));
	return dated.map(({ image, files }, index) => {
		const { datetimeMs, frequencyMhz, problem } = heads[index];
		return {
			...{ image, ...files, frequencyMhz, problem },
			observed: datetimeMs === null ? null : new Date(datetimeMs),
			epoch: (asked.epochs || usual) === 'each' ? '' : (epochs.get(index) ?? ''),
			isIn: fresh[index].isIn
		};
	});
}
