import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../parts/processes.mjs';

/** Held while engines are started, attached to or stopped. */
export function lockPath(dataDir) {
	return join(dataDir, 'engines.lock');
}

/**
 * What runs under `dataDir`: `engines` and `users` are processes, those that have died left out;
 * `ports` and `key` are kept between runs. Read and written only under the lock.
 */
export function readState(dataDir) {
	const { engines = {}, users = [], ports = {}, key = null } = stored(dataDir);
	const alive = Object.entries(engines).filter(([, engine]) => isAlive(engine));
	return { engines: Object.fromEntries(alive), users: users.filter(isAlive), ports, key };
}

export function writeState(dataDir, state) {
	// The search engine's master key is in it, and the data beside it are nobody else's either.
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const path = join(dataDir, 'engines.json');
	writeFileSync(`${path}.new`, `${JSON.stringify(state, null, '\t')}\n`, { mode: 0o600 });
	renameSync(`${path}.new`, path);
}

function stored(dataDir) {
	try {
		return JSON.parse(readFileSync(join(dataDir, 'engines.json'), 'utf8'));
	} catch {
		return {};
	}
}
