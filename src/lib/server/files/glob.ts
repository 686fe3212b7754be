import { readdir, stat } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';

/**
 * Files an absolute pattern matches, sorted by code unit as Python's `sorted(glob.glob(pattern))` does.
 * Knows `*`, `?`, `[…]` and, as a whole path part, `**`. A plain path is a legal pattern.
 */
export async function expandGlob(pattern: string): Promise<string[]> {
	const { root } = parse(pattern);
	const parts = pattern.slice(root.length).split(sep).filter(Boolean);
	const found = new Set<string>();
	for (const path of await expandParts(root, parts)) if (await isFile(path)) found.add(path);
	return [...found].sort();
}

async function expandParts(directory: string, parts: string[]): Promise<string[]> {
	const [part, ...rest] = parts;
	if (part === undefined) return [directory];
	if (part === '**') return expandEverywhere(directory, rest);
	if (!/[*?[]/.test(part)) return expandParts(join(directory, part), rest);
	const matches = partMatcher(part);
	const names = (await namesIn(directory)).filter((name) => matches(name));
	const branches = names.map((name) => expandParts(join(directory, name), rest));
	return (await Promise.all(branches)).flat();
}

async function expandEverywhere(directory: string, rest: string[]): Promise<string[]> {
	const here = await expandParts(directory, rest);
	const names = (await namesIn(directory)).filter((name) => !name.startsWith('.'));
	const below = names.map((name) => expandEverywhere(join(directory, name), rest));
	return [...here, ...(await Promise.all(below)).flat()];
}

/** Hidden names match only patterns that begin with a dot, as in a shell. */
function partMatcher(part: string): (name: string) => boolean {
	const source = part.replace(/\[!?[^\]]+\]|[*?]|[.+^${}()|\\[\]]/g, (token) => {
		if (token === '*') return '.*';
		if (token === '?') return '.';
		if (token.length > 1) return token.replace(/\\/g, '\\\\').replace(/^\[!/, '[^');
		return `\\${token}`;
	});
	const expression = new RegExp(`^${source}$`, 's');
	return (name) => expression.test(name) && (part.startsWith('.') || !name.startsWith('.'));
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
