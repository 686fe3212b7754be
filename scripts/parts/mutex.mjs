import {
	linkSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statSync,
	unlinkSync,
	writeFileSync
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, processOf } from './processes.mjs';

const abandonedMs = 10_000;

/** Does `work` while no other process is between these two lines with the same path. */
export async function withMutex(path, work, onwait = () => {}) {
	mkdirSync(dirname(path), { recursive: true });
	let waited = 0;
	while (!take(path)) {
		const holder = holderOf(path);
		if (holder && !isAlive(holder)) breakStale(path);
		else {
			if (++waited === 20) onwait(holder);
			await pause(50);
		}
	}
	try {
		return await work();
	} finally {
		rmSync(path, { force: true });
	}
}

// A hard link appears with its content or not at all; O_EXCL alone would show others an empty file.
function take(path) {
	const draft = `${path}.${process.pid}`;
	writeFileSync(draft, JSON.stringify(processOf(process.pid)));
	try {
		linkSync(draft, path);
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		return false;
	} finally {
		unlinkSync(draft);
	}
}

function holderOf(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return null;
	}
}

// One breaker at a time, who looks again: otherwise two could find the same dead holder and the
// slower one would remove the lock that the faster one has just taken.
function breakStale(path) {
	const breaking = `${path}.breaking`;
	try {
		writeFileSync(breaking, '', { flag: 'wx' });
	} catch {
		removeAbandoned(breaking);
		return;
	}
	const holder = holderOf(path);
	if (holder && !isAlive(holder)) rmSync(path, { force: true });
	rmSync(breaking, { force: true });
}

function removeAbandoned(breaking) {
	try {
		if (Date.now() - statSync(breaking).mtimeMs > abandonedMs) rmSync(breaking, { force: true });
	} catch {
		// Its breaker has just removed it.
	}
}
