import { existsSync, realpathSync } from 'node:fs';
import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { escapeGlob } from './glob.ts';

/** Answers the path it was asked about, made absolute, or refuses it. */
export interface Confinement {
	/** @param mention What the refusal names: of a glob's matches outside, a person may not learn the names. */
	allowed: (path: string, mention?: string) => Promise<string>;
	/** For files that are there; blocks. */
	allowedNow: (path: string) => string;
	/** A pattern is judged by its text alone, its matches have to be judged again. */
	allowedPattern: (pattern: string) => string;
}

/** Keeps paths within the given directories: as they are written, and where their symbolic links lead. null keeps nothing. */
export function confinement(roots: string[] | null): Confinement {
	const refuse = (path: string): never => {
		throw new Failure(
			'NotPermitted',
			`${path} is outside the directories this server may read (${roots?.join(', ')}).`,
			path
		);
	};
	const written = (path: string, mention = path, within = roots): string => {
		if (path.includes('\0'))
			throw new Failure('Invalid', `${JSON.stringify(path)} is no path: it holds a zero byte.`);
		const absolute = resolve(path);
		if (within && !liesWithin(absolute, within)) return refuse(mention);
		return absolute;
	};
	return {
		allowedPattern: (pattern) =>
			written(pattern, pattern, roots && [...roots, ...roots.map(escapeGlob)]),
		allowed: async (path, mention = path) => {
			const absolute = written(path, mention);
			if (!roots) return absolute;
			const realRoots = await Promise.all(roots.map((root) => whereItLeads(resolve(root))));
			if (!liesWithin(await whereItLeads(absolute), realRoots)) refuse(mention);
			return absolute;
		},
		allowedNow: (path) => {
			const absolute = written(path);
			if (!roots) return absolute;
			// A directory that is not there yet holds nothing.
			const realRoots = roots.filter((root) => existsSync(root)).map((root) => realpathSync(root));
			if (!liesWithin(realpathSync(absolute), realRoots)) refuse(path);
			return absolute;
		}
	};
}

function liesWithin(path: string, roots: string[]): boolean {
	return roots.some(
		(root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
	);
}

/** As many links in a row as the system itself follows. */
const MOST_LINKS = 40;

/** The path without symbolic links, also of something that is not there yet: where it would come to be. */
async function whereItLeads(path: string, links = 0): Promise<string> {
	try {
		return await realpath(path);
	} catch {
		if (links > MOST_LINKS)
			throw new Failure('Invalid', `${path} is a symbolic link that leads nowhere.`, path);
	}
	const directory = await whereItLeads(dirname(path), links);
	const target = await linkTarget(join(directory, basename(path)));
	if (target === null) return join(directory, basename(path));
	return whereItLeads(resolve(directory, target), links + 1);
}

async function linkTarget(path: string): Promise<string | null> {
	try {
		return await readlink(path);
	} catch {
		return null;
	}
}
