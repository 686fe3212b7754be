import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { guardChild } from './guard.mjs';
import { terminate } from './processes.mjs';
import { root } from './settings.mjs';

const logLimitBytes = 10_000_000;

/**
 * Starts build/workers/`entry` as a process of ours that writes to `dataDir`/logs/`name`.log.
 * `died` rejects with its last lines when it ends without having been asked to.
 */
export function startService(name, { entry, env, dataDir }) {
	const logPath = join(dataDir, 'logs', `${name}.log`);
	const log = openLog(logPath);
	const child = spawn(process.execPath, ['--enable-source-maps', entry], {
		cwd: root,
		env,
		// Its own group: a Ctrl-C comes to us, and we stop things in the right order.
		detached: true,
		stdio: ['ignore', log, log]
	});
	closeSync(log);
	const target = guardChild(child);
	let asked = false;
	const died = new Promise((_, reject) => {
		child.once('exit', (code, signal) => {
			if (asked) return;
			const reason = signal ?? `code ${code}`;
			reject(new Error(`The ${name} process has ended (${reason}).\n${lastLines(logPath)}`));
		});
	});
	// Whoever waits for it hears of it; until then it must not count as unhandled.
	died.catch(() => {});
	async function stop() {
		asked = true;
		await terminate(target);
	}
	return { died, stop, logPath };
}

function openLog(path) {
	mkdirSync(join(path, '..'), { recursive: true });
	if (sizeOf(path) > logLimitBytes) renameSync(path, `${path}.1`);
	return openSync(path, 'a');
}

function sizeOf(path) {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function lastLines(path) {
	const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
	return `The last lines of ${path}:\n${lines}`;
}
