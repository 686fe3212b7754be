import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One of our own processes, as production starts it. */
export interface Child {
	pid: number;
	/** Everything it has written so far, both streams. */
	output: () => string;
	/** The exit code, or null when a signal ended it. */
	exited: Promise<number | null>;
	/** SIGTERM, then wait; what a person's Ctrl-C comes to. */
	stop: () => Promise<void>;
	/** SIGKILL, then wait: the crash that durability tests need. */
	kill9: () => Promise<void>;
}

const running = new Set<ChildProcess>();
// A test that fails half-way, or is interrupted, must not leave its processes behind.
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts build/workers/`entry` with exactly this environment on top of the test's own. */
export function startChild(entry: string, args: string[], env: Record<string, string>): Child {
	const path = `${root}build/workers/${entry}`;
	if (!existsSync(path))
		throw new Error(`${path} is missing: run \`npm run build:workers\` first.`);
	const child = spawn(process.execPath, ['--enable-source-maps', path, ...args], {
		cwd: root,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	running.add(child);
	child.once('exit', () => running.delete(child));
	const chunks: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
	}
	const exited = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code));
	});
	async function end(signal: NodeJS.Signals): Promise<void> {
		child.kill(signal);
		await exited;
	}
	if (child.pid === undefined) throw new Error(`${path} could not be started`);
	return {
		pid: child.pid,
		output: () => chunks.join(''),
		exited,
		stop: () => end('SIGTERM'),
		kill9: () => end('SIGKILL')
	};
}

/** Polls until `condition` holds; fails with the child's output when it ends or the time is up. */
export async function until(
	condition: () => boolean | Promise<boolean>,
	child: Child,
	options: { what: string; timeoutMs?: number }
): Promise<void> {
	const deadline = Date.now() + (options.timeoutMs ?? 30_000);
	let ended = false;
	void child.exited.then(() => (ended = true));
	while (!(await condition())) {
		if (ended || Date.now() > deadline) {
			const reason = ended ? 'the process ended' : 'time is up';
			throw new Error(`${options.what}: ${reason}\n${child.output().slice(-4000)}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer().once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			probe.close(() => resolve(port));
		});
	});
}
