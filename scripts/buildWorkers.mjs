import { execFileSync } from 'node:child_process';
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
	const watching = await Promise.all(
		options(target).map((part) => context({ ...part, logLevel: 'info' }))
	);
	for (const part of watching) {
		await part.rebuild();
		await part.watch();
	}
	return { stop: () => Promise.all(watching.map((part) => part.dispose())) };
}

// Built beside and swapped in whole: a worker that is running keeps finding its threads' files.
async function buildWorkers(wanted) {
	const { build } = await import('esbuild');
	const draft = `${target}.${process.pid}`;
	const old = `${draft}.old`;
	mkdirSync(draft, { recursive: true });
	try {
		await Promise.all(options(draft).map((part) => build(part)));
		writeFileSync(join(draft, '.fingerprint'), wanted);
		if (existsSync(target)) renameSync(target, old);
		renameSync(draft, target);
	} finally {
		for (const path of [draft, old]) rmSync(path, { recursive: true, force: true });
	}
}

/** With machine code of their own, or looked for by a library that can do without. */
const STAY_OUTSIDE = [
	...['snappy', '@node-rs/argon2'],
	...['kerberos', 'mongodb-client-encryption', '@mongodb-js/zstd', 'socks', 'aws4', 'gcp-metadata'],
	'@aws-sdk/*'
];

/** What older libraries expect to be there, and a module does not have. */
const COMMONJS = [
	`import { createRequire as __requireFrom } from 'node:module';`,
	`import { fileURLToPath as __pathOf } from 'node:url';`,
	`import { dirname as __folderOf } from 'node:path';`,
	`const require = __requireFrom(import.meta.url);`,
	`const __filename = __pathOf(import.meta.url);`,
	`const __dirname = __folderOf(__filename);`
].join('');

function options(outdir) {
	const common = {
		absWorkingDir: root,
		outbase: 'workers',
		outdir,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		// The one at the root extends a file that only Kit's own build writes.
		tsconfig: 'workers/tsconfig.json',
		sourcemap: true,
		define: { CAUSTIC_REVISION: JSON.stringify(revision()) },
		logLevel: 'warning'
	};
	const [web, others] = [true, false].map((isWeb) =>
		entries().filter((path) => path.endsWith('/web.ts') === isWeb)
	);
	return [
		// Started once and for long, beside Kit's own bundle, which has its libraries outside.
		{ ...common, entryPoints: web, packages: 'external' },
		// Libraries go in here: one file is read in half the time of a thousand small ones, at every command.
		{ ...common, entryPoints: others, external: STAY_OUTSIDE, banner: { js: COMMONJS } }
	];
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
	const files = fingerprint([
		'src/lib',
		'workers',
		'migrations',
		'package.json',
		'package-lock.json',
		'scripts/buildWorkers.mjs'
	]);
	return `${files} ${revision()}`;
}

/** The commit that is built; '' where there is no git. */
function revision() {
	try {
		return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore']
		}).trim();
	} catch {
		return '';
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await command(async () => {
		if (!process.argv.includes('--watch')) return ensureWorkers();
		await watchWorkers();
		await new Promise(() => {});
	});
}
