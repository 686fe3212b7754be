import { join } from 'node:path';
import { ensureWorkers } from './buildWorkers.mjs';
import { ensureEngines } from './engines.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureWeb } from './parts/buildWeb.mjs';
import { command } from './parts/lifecycle.mjs';
import { run } from './parts/run.mjs';
import { engineEnvironment, root, settings } from './parts/settings.mjs';
import { temporaryFolder } from './parts/temporaryFolder.mjs';

/**
 * `npm run bench [-- PART…]`: measured figures, on engines of their own. Parts: association store pipeline sync sessions
 * vetting ese; alone: vetting-browser, explore (a million sources; fewer by CAUSTIC_BENCH_SOURCES), inbox, one size of the
 * pipeline: pipeline-small pipeline-medium pipeline-large; ese-ceiling and ese-calibration.
 */
await command(async () => {
	await ensureInstalled();
	const dataDir = temporaryFolder('bench');
	const [engines] = await Promise.all([
		ensureEngines({ dataDir, cacheDir: settings().cacheDir, say }),
		ensureWeb(say),
		ensureWorkers()
	]);
	const program = await bundle();
	const { code } = await run(process.execPath, [program, ...process.argv.slice(2)], {
		show: process.stdout,
		env: {
			...process.env,
			...engineEnvironment(engines),
			MONGODB_DB: 'caustic_bench',
			CAUSTIC_DATA_DIR: dataDir,
			PIPELINE_WORKING_DIR: join(dataDir, 'runs'),
			RAW_IMAGE_DIR: join(dataDir, 'images'),
			NODE_ENV: 'production'
		}
	});
	await engines.stop();
	return code;
});

// Beside the workers' bundle, where it finds their threads.
async function bundle() {
	const { build } = await import('esbuild');
	const outfile = join(root, 'build', 'workers', 'bench.js');
	await build({
		...{ absWorkingDir: root, entryPoints: ['tests/bench/main.ts'], outfile, bundle: true },
		...{ format: 'esm', platform: 'node', target: 'node20', packages: 'external' },
		tsconfig: 'workers/tsconfig.json',
		logLevel: 'warning'
	});
	return outfile;
}

function say(text) {
	console.error(text);
}
