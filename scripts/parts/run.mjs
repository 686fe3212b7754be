import { spawn } from 'node:child_process';
import { guardChild } from './guard.mjs';
import { atEnd } from './lifecycle.mjs';
import { terminate } from './processes.mjs';
import { root } from './settings.mjs';

/**
 * Runs a program to its end and never throws: `{ code, output }`, code 127 when it is not there.
 * What it writes also goes to the stream `show`, if there is one.
 */
export function run(program, args, options = {}) {
	const { cwd = root, env = process.env, show, timeoutMs = 0 } = options;
	return new Promise((resolve) => {
		const chunks = [];
		const child = spawn(program, args, {
			cwd,
			env,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		child.once('error', (error) => resolve({ code: 127, output: error.message }));
		if (child.pid === undefined) return;
		const target = guardChild(child);
		const stop = () => terminate(target, { graceMs: 5_000 });
		atEnd(stop);
		const timer = timeoutMs > 0 ? setTimeout(() => void stop(), timeoutMs) : undefined;
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => {
				chunks.push(chunk);
				show?.write(chunk);
			});
		}
		child.once('close', (code) => {
			clearTimeout(timer);
			resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() });
		});
	});
}

/** A package's own program, run by this Node: `npx` would look further than node_modules. */
export function runBin(path, args, options) {
	return run(process.execPath, [`${root}/node_modules/${path}`, ...args], options);
}
