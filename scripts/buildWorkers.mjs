import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, readText } from './parts/fingerprint.mjs';
import { command } from './parts/lifecycle.mjs';
import { withMutex } from './parts/mutex.mjs';
import { root } from './parts/settings.mjs';

const target = join(root, 'build', 'workers');
const stamp = join(target, '.fingerprint');

/** Bundles the workers when what is in build/workers was made from other sources. */
export async function ensureWorkers() {
	const wanted = fingerprintOfSources();
	if (readText(stamp) === wanted) return;
	await withMutex(join(root, 'build', '.workers.lock'), async () => {
		if (readText(stamp) !== wanted) await buildWorkers(wanted);
	});
}

/** Rebuilds on every change, until `stop()`; resolves after the first build. */
export async function watchWorkers() {
	const { context } = await import('esbuild');
	// Built in place from here on, so the stamp of the last whole build says nothing any more.
	rmSync(stamp, { force: true });
	const watching = await context({ ...options(target), logLevel: 'info' });
	await watching.rebuild();
	await watching.watch();
	return { stop: () => watching.dispose() };
}

// Built beside and swapped in whole: a worker that is running keeps finding its threads' files.
async function buildWorkers(wanted) {
	const { build } = await import('esbuild');
	const draft = `${target}.${process.pid}`;
	const old = `${draft}.old`;
	mkdirSync(draft, { recursive: true });
	try {
		await build(options(draft));
		writeFileSync(join(draft, '.fingerprint'), wanted);
		if (existsSync(target)) renameSync(target, old);
		renameSync(draft, target);
	} finally {
		for (const path of [draft, old]) rmSync(path, { recursive: true, force: true });
	}
}

function options(outdir) {
	return {
		absWorkingDir: root,
		entryPoints: entries(),
		outbase: 'workers',
		outdir,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		packages: 'external',
		// The one at the root extends a file that only Kit's own build writes.
		tsconfig: 'workers/tsconfig.json',
		sourcemap: true,
		logLevel: 'warning'
	};
}

// web.ts, jobs.ts, cli.ts, and one file for every thread, which is started by its path.
function entries() {
	const threads = join(root, 'workers', 'threads');
	const names = existsSync(threads) ? readdirSync(threads) : [];
	const own = names.filter((name) => name.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(name));
	const all = ['web.ts', 'jobs.ts', 'cli.ts', ...own.map((name) => `threads/${name}`)];
	return all.map((name) => `workers/${name}`).filter((path) => existsSync(join(root, path)));
}

function fingerprintOfSources() {
	return fingerprint([
		'src/lib',
		'workers',
		'migrations',
		'package.json',
		'package-lock.json',
		'scripts/buildWorkers.mjs'
	]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await command(async () => {
		if (!process.argv.includes('--watch')) return ensureWorkers();
		await watchWorkers();
		await new Promise(() => {});
	});
}
