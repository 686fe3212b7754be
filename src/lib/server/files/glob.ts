import { readdir, realpath, stat } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';
import { nameMatcher } from './nameMatcher.ts';

/**
 * Files an absolute pattern matches, sorted by code unit as Python's `sorted(glob.glob(pattern))` does.
 * Knows `*`, `?`, `[…]` and, as a whole path part, `**`. A plain path is a legal pattern.
 */
export async function expandGlob(pattern: string): Promise<string[]> {
	const { root } = parse(pattern);
	const parts = pattern.slice(root.length).split(sep).filter(Boolean);
	// Twice in a row means what once does.
	const needed = parts.filter((part, place) => part !== '**' || parts[place + 1] !== '**');
	const found = new Set<string>();
	for (const path of await expandParts(root, needed)) if (await isFile(path)) found.add(path);
	return [...found].sort();
}

/** A pattern that matches this path and nothing else. */
export function escapeGlob(path: string): string {
	return path.replace(/[*?[]/g, '[$&]');
}

async function expandParts(directory: string, parts: string[]): Promise<string[]> {
	const [part, ...rest] = parts;
	if (part === undefined) return [directory];
	if (part === '**') return expandEverywhere(directory, rest, []);
	if (!/[*?[]/.test(part)) return expandParts(join(directory, part), rest);
	const matches = nameMatcher(part);
	const branches: string[][] = [];
	for (const name of await namesIn(directory))
		if (matches(name)) branches.push(await expandParts(join(directory, name), rest));
	return branches.flat();
}

/** @param above Real paths of the directories on the way here: a link back to one of them would lead round for ever. */
async function expandEverywhere(
	directory: string,
	rest: string[],
	above: string[]
): Promise<string[]> {
	const names = await namesIn(directory);
	if (!names.length) return expandParts(directory, rest);
	const real = await realpath(directory);
	if (above.includes(real)) return [];
	const branches = [await expandParts(directory, rest)];
	for (const name of names)
		if (!name.startsWith('.'))
			branches.push(await expandEverywhere(join(directory, name), rest, [...above, real]));
	return branches.flat();
}

async function namesIn(directory: string): Promise<string[]> {
	try {
		return await readdir(directory);
	} catch {
		return [];
	}
}

async function isFile(path: string): Promise<boolean> {
	try {
		return (await stat(path)).isFile();
	} catch {
		return false;
	}
}
