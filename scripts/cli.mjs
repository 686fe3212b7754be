import { ensureWorkers } from './buildWorkers.mjs';
import { ensureEngines } from './engines.mjs';
import { ensureInstalled } from './install.mjs';
import { runCommandLine } from './parts/commandLine.mjs';
import { command } from './parts/lifecycle.mjs';
import { engineEnvironment, settings } from './parts/settings.mjs';

// Those that only compute, or only explain.
const withoutEngines = new Set(['simulate', 'consensus', 'features', 'initingest', 'help']);

/** `npm run cli -- COMMAND …`: engines as needed, then workers/cli.ts. stdout is the command's alone. */
await command(async () => {
	const args = process.argv.slice(2);
	await ensureInstalled();
	await ensureWorkers();
	const { dataDir, cacheDir, folders } = settings();
	const env = { ...process.env, ...folders };
	if (needsEngines(args)) {
		const say = (text) => console.error(text);
		const engines = await ensureEngines({ dataDir, cacheDir, say });
		Object.assign(env, engineEnvironment(engines));
	}
	return runCommandLine(args, { env });
});

function needsEngines(args) {
	const [name] = args;
	if (!name || name.startsWith('-') || withoutEngines.has(name)) return false;
	return !args.includes('--help') && !args.includes('-h');
}
