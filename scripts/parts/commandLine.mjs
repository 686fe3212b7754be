import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { guardChild } from './guard.mjs';
import { atEnd } from './lifecycle.mjs';
import { terminate } from './processes.mjs';
import { root } from './settings.mjs';

/**
 * Runs build/workers/cli.js to its end and answers its exit code. Its stdout is ours, or goes line
 * by line to `online`.
 */
export function runCommandLine(args, { env, cwd = process.cwd(), online }) {
	const program = join(root, 'build', 'workers', 'cli.js');
	const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
		cwd,
		env,
		detached: true,
		stdio: ['inherit', online ? 'pipe' : 'inherit', 'inherit']
	});
	const target = guardChild(child);
	atEnd(() => terminate(target));
	if (online) eachLine(child.stdout, online);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}

function eachLine(stream, online) {
	let rest = '';
	stream.setEncoding('utf8').on('data', (text) => {
		const lines = (rest + text).split('\n');
		rest = lines.pop();
		lines.forEach(online);
	});
	stream.once('end', () => rest && online(rest));
}
