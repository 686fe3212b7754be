import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { confinement } from './confinement.ts';
import { openFitsFile, type FitsFile } from './fitsFile.ts';
import { expandGlob } from './glob.ts';

/** Whole, or piece by piece. */
export type FileContent = Uint8Array | string | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * The one way to files. Local disk today; an object store is another implementation, so that the workers of several
 * machines can share a run. All paths are absolute.
 */
export interface Storage {
	read(path: string): Promise<Uint8Array>;
	/** Bytes from `start` up to and without `end`; fewer when the file is shorter. */
	readRange(path: string, start: number, end: number): Promise<Uint8Array>;
	/** An image to read windows of, which blocks; whoever opens it closes it. */
	openImage(path: string): FitsFile;
	/** Other processes see the old file or the new one, never half of it. Pieces are made as they are written. */
	writeAtomically(path: string, bytes: FileContent): Promise<void>;
	append(path: string, text: string): Promise<void>;
	rename(from: string, to: string): Promise<void>;
	remove(path: string): Promise<void>;
	exists(path: string): Promise<boolean>;
	directoryExists(path: string): Promise<boolean>;
	fingerprint(path: string): Promise<{ bytes: number; modifiedMs: number }>;
	makeDirectory(path: string): Promise<void>;
	/** Files matching the pattern, in lexicographic order. */
	glob(pattern: string): Promise<string[]>;
}

/** @param roots When given, every path must lie within one of these directories, wherever links in it lead. */
export function localStorage(roots: string[] | null = null): Storage {
	const { allowed, allowedNow, allowedPattern } = confinement(roots);
	return {
		read: async (path) => readFile(await allowed(path)),
		readRange: async (path, start, end) => readRange(await allowed(path), start, end),
		openImage: (path) => openFitsFile(allowedNow(path)),
		writeAtomically: async (path, bytes) => writeAtomically(await allowed(path), bytes),
		append: async (path, text) => appendFile(await allowed(path), text),
		rename: async (from, to) => rename(await allowed(from), await allowed(to)),
		remove: async (path) => rm(await allowed(path), { force: true }),
		exists: async (path) => (await statOrNull(await allowed(path)))?.isFile() ?? false,
		directoryExists: async (path) =>
			(await statOrNull(await allowed(path)))?.isDirectory() ?? false,
		fingerprint: async (path) => {
			const { size, mtimeMs } = await stat(await allowed(path));
			return { bytes: size, modifiedMs: mtimeMs };
		},
		makeDirectory: async (path) => void (await mkdir(await allowed(path), { recursive: true })),
		glob: async (pattern) => {
			const found = await expandGlob(allowedPattern(pattern));
			await Promise.all(found.map((path) => allowed(path, pattern)));
			return found;
		}
	};
}

async function statOrNull(path: string): Promise<Stats | null> {
	try {
		return await stat(path);
	} catch {
		return null;
	}
}

async function readRange(path: string, start: number, end: number): Promise<Uint8Array> {
	const file = await open(path, 'r');
	try {
		const bytes = new Uint8Array(Math.max(0, end - start));
		const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
		return bytes.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}

async function writeAtomically(path: string, bytes: FileContent): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const temporary = `${path}.${randomUUID().slice(0, 8)}.part`;
	try {
		const file = await open(temporary, 'w');
		try {
			if (typeof bytes === 'string' || bytes instanceof Uint8Array) await file.writeFile(bytes);
			else for await (const piece of bytes) await file.writeFile(piece);
			// Without it a power cut can leave an empty file under the final name.
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}
