import { basename } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { INPUT_KINDS, type InputKind } from '#schema/image.ts';
import type { InboxEpoch, InboxFiles, SeenFile } from '#schema/inbox.ts';
import { confinement } from '../../files/confinement.ts';
import type { FilesByKind, OpenFile } from '../../files/inboxFolder.ts';
import { store } from '../../store/client.ts';
import { findImageByName } from '../../store/images.ts';
import { findSameContent, findTaken, findTakenByKey } from '../../store/inboxEpochs.ts';
import type { RunImages } from './runImages.ts';

/** What a thread found in an epoch's files. */
export interface CheckedFiles {
	/** Of the image. */
	sha256: string;
	observedMs: number;
	/** The files as they were when they were read. */
	seen: InboxFiles;
	/** The catalogue, when its last line does not end. */
	maybeCutShort: string | null;
}

/** What reads files, in a thread: the commands only decide. */
export interface EpochReader {
	/** Refuses with the path of the file that is not whole, or not fit, as the field. */
	check(files: Record<InputKind, string>): Promise<CheckedFiles>;
	sha256(path: string): Promise<string>;
}

/** What is to become of a group of files, or of one of them. */
export type Judgement =
	| { kind: 'waits'; reason: string; files: InboxFiles; againMs: number | null }
	| { kind: 'changed'; paths: string[] }
	| { kind: 'taken'; files: InboxFiles; sha256: string; observedMs: number }
	/** Neither processed nor in the way. */
	| { kind: 'duplicate'; reason: string; files: SeenFile[] }
	| { kind: 'quarantined'; reason: string; file: SeenFile };

export interface Judging {
	known: RunImages;
	reader: EpochReader;
	settleMs: number;
	/** A file that is not whole is waited for as long as this after its last change. */
	patienceMs: number;
}

const NEEDED = ['image', 'selavy', 'noise'] as const;
const WORDS = {
	image: 'image',
	selavy: 'catalogue',
	noise: 'noise map',
	background: 'background map'
} as const;
/** How much longer a catalogue without an end of line has to stay as it is. */
const CUT_SHORT_FACTOR = 10;

/** Decides about the files of one key. When it sets one aside, the others are to be judged again. */
export async function judgeGroup(
	key: string,
	files: FilesByKind,
	judging: Judging
): Promise<Judgement | null> {
	const all = Object.values(files).flat();
	if (all.length === 0) return null;
	const outside = await fileOutside(all, judging.known);
	if (outside) return outside;
	const extra = await extraFile(files, judging);
	if (extra) return extra;
	const [image] = files.image;
	const taken = await takenAlready(key, files, judging);
	if (taken) return taken;
	const needed = [...NEEDED, ...(judging.known.needsBackground ? (['background'] as const) : [])];
	const missing = needed.filter((kind) => files[kind].length === 0);
	if (missing.length > 0) {
		const words = missing.map((kind) => WORDS[kind]).join(' and ');
		return {
			kind: 'waits',
			reason: `Waiting for the ${words} of ${image ? basename(image.path) : key}.`,
			files: firstFiles(files),
			againMs: null
		};
	}
	return checkedGroup(files, judging);
}

/** Links that lead out of the directories the run may read. */
async function fileOutside(files: OpenFile[], { roots }: RunImages): Promise<Judgement | null> {
	const { allowed } = confinement(roots);
	for (const file of files) {
		try {
			await allowed(file.path);
		} catch (error) {
			if (error instanceof Failure) return quarantined(file, error.message);
			throw error;
		}
	}
	return null;
}

/** Of two files of one kind and name the first counts. */
async function extraFile(files: FilesByKind, { reader }: Judging): Promise<Judgement | null> {
	for (const [first, second] of Object.values(files)) {
		if (!second) continue;
		const [a, b] = [await reader.sha256(first.path), await reader.sha256(second.path)];
		if (a === b)
			return { kind: 'duplicate', reason: `The same as ${first.path}.`, files: [seenOf(second)] };
		return quarantined(
			second,
			`${second.path} has the name of ${first.path}, which came first, and other content. Rename one of them.`
		);
	}
	return null;
}

/** Images that the run has, or that are on their way into it. */
async function takenAlready(
	key: string,
	files: FilesByKind,
	{ known, reader }: Judging
): Promise<Judgement | null> {
	const [image] = files.image;
	if (!image) {
		const partners = Object.values(files).flat();
		const epoch = await findTakenByKey(store(), { runId: known.runId, key });
		if (!epoch) return null;
		return {
			kind: 'duplicate',
			reason: `${epoch.name} was taken with the files it had then. A full re-run after changing config.yaml takes these.`,
			files: partners.map(seenOf)
		};
	}
	const name = basename(image.path);
	const taken = await findTaken(store(), { runId: known.runId, name });
	const ingested = known.byName.get(name) ?? (await findImageByName(store(), name));
	const before = taken?.sha256 ?? ingested?.checksum;
	if (!before) return null;
	const isSame = (await reader.sha256(image.path)) === before;
	if (!isSame)
		return quarantined(
			image,
			`An image called ${name} with other content is known already. Rename this one, or replace the other by a full re-run.`
		);
	// One that only other runs have is new here.
	if (!taken && !known.byName.has(name)) return null;
	return {
		kind: 'duplicate',
		reason: `Run ${known.runName} has ${name} already.`,
		files: Object.values(files).flat().map(seenOf)
	};
}

async function checkedGroup(files: FilesByKind, judging: Judging): Promise<Judgement> {
	const first = firstFiles(files);
	const path = (kind: keyof InboxFiles) => first[kind]?.path ?? '';
	let checked: CheckedFiles;
	try {
		checked = await judging.reader.check({
			image: path('image'),
			selavy: path('selavy'),
			noise: path('noise'),
			background: judging.known.needsBackground ? path('background') : ''
		});
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return notWhole(files, error, judging);
	}
	const changed = changedPaths(first, checked.seen);
	if (changed.length > 0) return { kind: 'changed', paths: changed };
	const unended = files.selavy.find((file) => file.path === checked.maybeCutShort);
	const waitMs = unended && CUT_SHORT_FACTOR * judging.settleMs - agedMs(unended);
	if (waitMs && waitMs > 0)
		return {
			kind: 'waits',
			reason: `${unended.path}: its last line does not end. It is taken unless more of it comes.`,
			files: first,
			againMs: waitMs
		};
	const twin =
		judging.known.byContent.get(checked.sha256) ??
		(await findSameContent(store(), { runId: judging.known.runId, sha256: checked.sha256 }))?.name;
	if (twin !== undefined)
		return {
			kind: 'duplicate',
			reason: `The same image as ${twin}, under another name.`,
			files: Object.values(files).flat().map(seenOf)
		};
	return {
		kind: 'taken',
		files: checked.seen,
		sha256: checked.sha256,
		observedMs: checked.observedMs
	};
}

function changedPaths(before: InboxFiles, now: InboxFiles): string[] {
	return INPUT_KINDS.flatMap((kind) => {
		const [was, is] = [before[kind], now[kind]];
		const isSame = was?.bytes === is?.bytes && was?.modifiedMs === is?.modifiedMs;
		return was && is && !isSame ? [was.path] : [];
	});
}

/** It may still be coming, after a pause; once nothing has come for long enough, it is bad. */
function notWhole(files: FilesByKind, { message, field }: Failure, judging: Judging): Judgement {
	const bad = Object.values(files)
		.flat()
		.find(({ path }) => path === field);
	// It went away while it was looked at.
	if (!bad)
		return {
			kind: 'changed',
			paths: Object.values(files)
				.flat()
				.map(({ path }) => path)
		};
	const waitMs = judging.patienceMs - agedMs(bad);
	if (waitMs <= 0) return quarantined(bad, message);
	return {
		kind: 'waits',
		reason: `Not whole yet, or bad: ${message}`,
		files: firstFiles(files),
		againMs: waitMs
	};
}

function quarantined(file: OpenFile, reason: string): Judgement {
	return { kind: 'quarantined', reason, file: seenOf(file) };
}

function agedMs({ sinceMs }: OpenFile): number {
	return performance.now() - sinceMs;
}

function firstFiles(files: FilesByKind): InboxFiles {
	const first = ([file]: OpenFile[]) => (file ? seenOf(file) : null);
	return {
		image: first(files.image),
		selavy: first(files.selavy),
		noise: first(files.noise),
		background: first(files.background)
	};
}

function seenOf({ path, bytes, modifiedMs }: OpenFile): SeenFile {
	return { path, bytes, modifiedMs };
}

/** Of an epoch: every file that it has. */
export function filesOfEpoch({ files }: Pick<InboxEpoch, 'files'>): SeenFile[] {
	return INPUT_KINDS.flatMap((kind) => files[kind] ?? []);
}
