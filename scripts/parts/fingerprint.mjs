import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './settings.mjs';

/** A hash over names and contents below these paths: a fresh clone's file times say nothing. */
export function fingerprint(paths) {
	const hash = createHash('sha256').update(process.version);
	for (const path of paths) for (const file of filesBelow(join(root, path))) addFile(hash, file);
	return hash.digest('hex');
}

export function readText(path) {
	return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function addFile(hash, file) {
	hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
}

function filesBelow(path) {
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	const names = readdirSync(path).sort();
	return names.flatMap((name) => filesBelow(join(path, name)));
}
