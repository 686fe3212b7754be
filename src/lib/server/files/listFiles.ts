import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

export interface FoundFiles {
	/** Relative to the directory, sorted by code unit. */
	paths: string[];
	/** There are more than were looked at. */
	isCut: boolean;
}

interface Bounds {
	mostFiles: number;
	mostMs: number;
	mostDepth?: number;
}

/** A directory that is read by several people within a moment is read once. */
const KEPT_MS = 5000;
const kept = new Map<string, { until: number; found: Promise<FoundFiles> }>();

/**
 * Files anywhere below a directory, hidden ones left out; of a million some, found in a bounded time. A link counts
 * when it leads to somewhere below the directory. A directory that is not there holds nothing.
 */
export function listFiles(directory: string, bounds: Bounds): Promise<FoundFiles> {
	const now = Date.now();
	for (const [path, { until }] of kept) if (until < now) kept.delete(path);
	const known = kept.get(directory);
	if (known) return known.found;
	const found = filesBelow(directory, bounds);
	kept.set(directory, { until: now + KEPT_MS, found });
	return found;
}

interface Place {
	/** From the directory that was asked for. */
	way: string;
	real: string;
	depth: number;
}

async function filesBelow(
	directory: string,
	{ mostFiles, mostMs, mostDepth = 16 }: Bounds
): Promise<FoundFiles> {
	const deadline = Date.now() + mostMs;
	const root = await realpath(directory).catch(() => null);
	if (root === null) return { paths: [], isCut: false };
	const paths: string[] = [];
	const seen = new Set<string>();
	const waiting: Place[] = [{ way: '', real: root, depth: 0 }];
	let isTooDeep = false;
	for (let place = waiting.shift(); place; place = waiting.shift()) {
		// Links lead to one directory by several ways.
		if (seen.has(place.real)) continue;
		seen.add(place.real);
		const { files, directories } = await entriesOf(place, root);
		paths.push(...files);
		if (place.depth < mostDepth) waiting.push(...directories);
		else isTooDeep ||= directories.length > 0;
		if (paths.length > mostFiles || Date.now() > deadline) break;
	}
	const isCut = isTooDeep || paths.length > mostFiles || waiting.length > 0;
	return { paths: paths.sort().slice(0, mostFiles), isCut };
}

/** What lies in one directory, hidden things left out. One that may not be read holds nothing. */
async function entriesOf({ way, real, depth }: Place, root: string) {
	const files: string[] = [];
	const directories: Place[] = [];
	for (const entry of await readdir(real, { withFileTypes: true }).catch(() => [])) {
		if (entry.name.startsWith('.')) continue;
		const path = join(real, entry.name);
		const found = entry.isSymbolicLink() ? await whereLinkLeads(path, root) : { real: path, entry };
		const below = way === '' ? entry.name : `${way}/${entry.name}`;
		if (found?.entry.isFile()) files.push(below);
		if (found?.entry.isDirectory())
			directories.push({ way: below, real: found.real, depth: depth + 1 });
	}
	return { files, directories };
}

async function whereLinkLeads(path: string, root: string) {
	try {
		const real = await realpath(path);
		if (real !== root && !real.startsWith(root + sep)) return null;
		return { real, entry: await stat(real) };
	} catch {
		return null;
	}
}
