import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processOf } from './processes.mjs';

const program = fileURLToPath(new URL('guardProcess.mjs', import.meta.url));
let guard = null;

/** Tells the guard of a process that must not outlive this command. */
export function guardChild(child) {
	const entry = processOf(child.pid);
	tell({ child: entry });
	child.once('exit', () => tell({ gone: child.pid }));
	return entry;
}

/** Tells the guard that this command uses the engines of `dataDir`. */
export function guardEngines(dataDir) {
	tell({ engines: dataDir });
}

/** Tells the guard of a folder that only this command needs. */
export function guardFolder(path) {
	tell({ folder: path });
}

function tell(message) {
	guard ??= start();
	guard.stdin.write(`${JSON.stringify(message)}\n`);
}

function start() {
	const owner = JSON.stringify(processOf(process.pid));
	// Its own process group, so that a Ctrl-C meant for us does not reach it.
	const child = spawn(process.execPath, [program, owner], {
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore']
	});
	child.on('error', () => {});
	child.stdin.on('error', () => {});
	child.unref();
	child.stdin.unref();
	return child;
}
