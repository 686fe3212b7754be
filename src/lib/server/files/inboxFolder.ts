import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeenFile } from '#schema/inbox.ts';
import { inputOf, PAIRED_KINDS, type PairedKind } from '#science/run/pairInputs.ts';
import { inboxNames } from './inboxNames.ts';
import { JudgedFiles } from './inboxJudged.ts';

/** A file that is looked at until it is known what becomes of it. */
export interface OpenFile extends SeenFile {
	kind: PairedKind;
	key: string;
	/** When its last byte came: of the times the system keeps, the one that no copying program sets. */
	arrivedMs: number;
	/** Since when it has been as it is, by our own clock. */
	sinceMs: number;
	/** It has been so for long enough. */
	isSettled: boolean;
}

export type FilesByKind = Record<PairedKind, OpenFile[]>;

interface Look {
	nFiles: number;
	nUnsettled: number;
	/** Groups in which something has changed since they were last looked at. */
	changed: string[];
}

/** Looking at new files of one folder stops here, and goes on at the next look. */
const MOST_NEW_AT_ONCE = 2000;
/** Files judged already, and files that wait, that are looked at again each time: they may have been replaced, or go on. */
const MOST_AGAIN_AT_ONCE = 200;

/**
 * What lies in an inbox's folder and is not judged yet. Works by looking again and again, which every file system allows. A
 * file counts once its size and date have stayed the same for `settleMs`.
 */
export class InboxFolder {
	readonly directory: string;
	readonly judged = new JudgedFiles();
	readonly #settleMs: number;
	readonly #open = new Map<string, OpenFile>();
	readonly #groups = new Map<string, Set<string>>();
	readonly #changed = new Set<string>();
	#turn = 0;
	#turns = 1;

	constructor(directory: string, { settleMs }: { settleMs: number }) {
		this.directory = directory;
		this.#settleMs = settleMs;
	}

	async look(): Promise<Look> {
		const present = new Set<string>();
		let nFiles = 0;
		let nNew = 0;
		for await (const name of inboxNames(this.directory)) {
			const turn = nFiles++;
			const input = inputOf(name);
			if (!input) continue;
			const path = join(this.directory, name);
			if (this.#open.has(path)) present.add(path);
			else if (this.judged.has(path) && !this.#isTurnOf(turn)) continue;
			else if (nNew < MOST_NEW_AT_ONCE) {
				nNew++;
				if (await this.#meet(path, input)) present.add(path);
			}
		}
		this.#turn++;
		this.#turns = Math.ceil(nFiles / MOST_AGAIN_AT_ONCE);
		for (const path of this.#open.keys()) if (!present.has(path)) this.#drop(path);
		await this.#noteGrowth();
		const nUnsettled = await this.#settle();
		const changed = [...this.#changed];
		this.#changed.clear();
		return { nFiles, nUnsettled, changed };
	}

	/** Files of a group by what they are, those that came first in front; null while one is still being written. */
	group(key: string): FilesByKind | null {
		const files = [...(this.#groups.get(key) ?? [])].flatMap((path) => this.#open.get(path) ?? []);
		if (files.some(({ isSettled }) => !isSettled)) return null;
		files.sort((a, b) => a.arrivedMs - b.arrivedMs || (a.path < b.path ? -1 : 1));
		const of = (kind: PairedKind) => files.filter((file) => file.kind === kind);
		// One entry for each kind.
		return Object.fromEntries(PAIRED_KINDS.map((kind) => [kind, of(kind)])) as FilesByKind;
	}

	/** Keys of groups that have files at present. */
	keys(): IterableIterator<string> {
		return this.#groups.keys();
	}

	/** It is known what becomes of this file: it is not looked at again unless it changes. */
	judge(file: SeenFile): void {
		this.judged.add(file);
		this.#drop(file.path);
	}

	/** It turned out not to be what it was when it was settled. */
	unsettle(path: string): void {
		const file = this.#open.get(path);
		if (file) this.#open.set(path, { ...file, bytes: -1, isSettled: false });
	}

	/** Looked at anew at the next look, as if something had changed. */
	lookAgain(key: string): void {
		if (this.#groups.has(key)) this.#changed.add(key);
	}

	#isTurnOf(place: number): boolean {
		return Math.floor(place / MOST_AGAIN_AT_ONCE) === this.#turn % Math.max(1, this.#turns);
	}

	async #meet(path: string, input: { kind: PairedKind; key: string }): Promise<boolean> {
		const found = await seen(path);
		if (!found || this.judged.isAsJudged(found)) return false;
		this.#open.set(path, { ...found, ...input, sinceMs: performance.now(), isSettled: false });
		const group = this.#groups.get(input.key) ?? new Set();
		this.#groups.set(input.key, group.add(path));
		return true;
	}

	/** What has settled and waits is written on where whoever sends it had paused: some are looked at each time. */
	async #noteGrowth(): Promise<void> {
		const settled = [...this.#open.values()].filter(({ isSettled }) => isSettled);
		const turns = Math.max(1, Math.ceil(settled.length / MOST_AGAIN_AT_ONCE));
		const from = (this.#turn % turns) * MOST_AGAIN_AT_ONCE;
		for (const file of settled.slice(from, from + MOST_AGAIN_AT_ONCE)) {
			const found = await seen(file.path);
			if (found && !isSame(found, file)) {
				const sinceMs = performance.now();
				this.#open.set(file.path, { ...file, ...found, sinceMs, isSettled: false });
			}
		}
	}

	/** How many are still being written. */
	async #settle(): Promise<number> {
		let nUnsettled = 0;
		for (const file of [...this.#open.values()].filter(({ isSettled }) => !isSettled)) {
			const found = await seen(file.path);
			if (!found) this.#drop(file.path);
			else if (!isSame(found, file))
				this.#open.set(file.path, { ...file, ...found, sinceMs: performance.now() });
			else if (performance.now() - file.sinceMs >= this.#settleMs) {
				this.#open.set(file.path, { ...file, ...found, isSettled: true });
				this.#changed.add(file.key);
				continue;
			}
			nUnsettled++;
		}
		return nUnsettled;
	}

	#drop(path: string): void {
		const file = this.#open.get(path);
		if (!file) return;
		this.#open.delete(path);
		this.#changed.add(file.key);
		const group = this.#groups.get(file.key);
		group?.delete(path);
		if (group?.size === 0) this.#groups.delete(file.key);
	}
}

function isSame(a: SeenFile, b: SeenFile): boolean {
	return a.bytes === b.bytes && a.modifiedMs === b.modifiedMs;
}

/** null when it is gone, or is no file. */
async function seen(path: string): Promise<(SeenFile & { arrivedMs: number }) | null> {
	try {
		const found = await stat(path);
		if (!found.isFile()) return null;
		const { size, mtimeMs, ctimeMs } = found;
		return { path, bytes: size, modifiedMs: mtimeMs, arrivedMs: Math.min(ctimeMs, Date.now()) };
	} catch {
		return null;
	}
}
