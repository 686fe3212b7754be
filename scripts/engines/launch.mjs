import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../parts/ports.mjs';
import { isAlive, processOf, terminate } from '../parts/processes.mjs';

/**
 * Starts one engine and waits until it answers. `onstart` is told the process and its port at once,
 * so that it is on record even if we die before it is ready.
 */
export async function launch(engine, { program, dataDir, key, preferredPort, onstart }) {
	for (let attempt = 1; ; attempt++) {
		const port = await freePort(attempt === 1 ? preferredPort : undefined);
		const running = { ...start(engine, { program, dataDir, key, port }), port };
		onstart(running);
		const problem = await untilReady(engine, running, { key, patienceMs: 60_000 });
		if (problem === null) return;
		await terminate(running);
		const log = lastLines(logPath(dataDir, engine));
		// Between the probe and the start somebody else may have taken the port.
		if (attempt < 3 && /address (already )?in use|EADDRINUSE/i.test(log)) continue;
		throw new Error(`${engine.title} did not start (${problem}). Its last lines:\n${log}`);
	}
}

function start(engine, { program, dataDir, key, port }) {
	const folder = join(dataDir, engine.name);
	for (const path of [folder, join(dataDir, 'logs')]) mkdirSync(path, { recursive: true });
	const { args, env } = engine.launch({ port, folder, key });
	const log = openSync(logPath(dataDir, engine), 'w');
	// A process group of its own: a Ctrl-C must reach web and worker first, and only our own.
	const child = spawn(program, args.map(String), {
		cwd: folder,
		env: { ...process.env, ...env },
		detached: true,
		stdio: ['ignore', log, log]
	});
	closeSync(log);
	child.on('error', () => {});
	child.unref();
	return processOf(child.pid ?? 0);
}

/** Null when it answers, else the reason why it is not going to. */
export async function untilReady(engine, running, { key, patienceMs }) {
	const deadline = Date.now() + patienceMs;
	for (;;) {
		if (!isAlive(running)) return 'it has ended';
		try {
			await engine.check({ port: running.port, key });
			return null;
		} catch (error) {
			if (Date.now() > deadline) return error.message;
		}
		await pause(50);
	}
}

function logPath(dataDir, engine) {
	return join(dataDir, 'logs', `${engine.name}.log`);
}

function lastLines(path) {
	return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}
