import { randomUUID } from 'node:crypto';
import { readFileSync, type Stats } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { expandGlob } from './glob.ts';

/**
 * The one way to files. Local disk today; an object store is another implementation, so that the workers of several
 * machines can share a run. All paths are absolute.
 */
export interface Storage {
	read(path: string): Promise<Uint8Array>;
	/** Bytes from `start` up to and without `end`; fewer when the file is shorter. */
	readRange(path: string, start: number, end: number): Promise<Uint8Array>;
	/** For numeric threads, which may block: the association asks for a noise map in the middle of a loop. */
	readBlocking(path: string): Uint8Array;
	/** Other processes see the old file or the new one, never half of it. */
	writeAtomically(path: string, bytes: Uint8Array | string): Promise<void>;
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

/** @param roots When given, every path must lie within one of these directories. */
export function localStorage(roots: string[] | null = null): Storage {
	const allowed = (path: string) => within(path, roots);
	return {
		read: async (path) => readFile(allowed(path)),
		readRange: (path, start, end) => readRange(allowed(path), start, end),
		readBlocking: (path) => readFileSync(allowed(path)),
		writeAtomically: (path, bytes) => writeAtomically(allowed(path), bytes),
		append: (path, text) => appendFile(allowed(path), text),
		rename: (from, to) => rename(allowed(from), allowed(to)),
		remove: (path) => rm(allowed(path), { force: true }),
		exists: async (path) => (await statOrNull(allowed(path)))?.isFile() ?? false,
		directoryExists: async (path) => (await statOrNull(allowed(path)))?.isDirectory() ?? false,
		fingerprint: async (path) => {
			const { size, mtimeMs } = await stat(allowed(path));
			return { bytes: size, modifiedMs: mtimeMs };
		},
		makeDirectory: async (path) => void (await mkdir(allowed(path), { recursive: true })),
		glob: (pattern) => expandGlob(allowed(pattern))
	};
}

function within(path: string, roots: string[] | null): string {
	const absolute = resolve(path);
	if (!roots || roots.some((root) => absolute === root || absolute.startsWith(root + sep)))
		return absolute;
	throw new Failure(
		'NotPermitted',
		`${path} is outside the directories this server may read (${roots.join(', ')}).`,
		path
	);
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

async function writeAtomically(path: string, bytes: Uint8Array | string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const temporary = `${path}.${randomUUID().slice(0, 8)}.part`;
	try {
		const file = await open(temporary, 'w');
		try {
			await file.writeFile(bytes);
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
