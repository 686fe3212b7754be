import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { watchWorkers } from './buildWorkers.mjs';
import { ensureEngines } from './engines.mjs';
import { ensureInstalled } from './install.mjs';
import { chooseAddress } from './parts/address.mjs';
import { guardChild } from './parts/guard.mjs';
import { atEnd, command } from './parts/lifecycle.mjs';
import { terminate } from './parts/processes.mjs';
import { engineEnvironment, root, settings } from './parts/settings.mjs';
import { vendorViewers } from './vendorViewers.mjs';

/** `npm run dev`: the engines, Vite's server with the rooms, and a worker that restarts when rebuilt. */
await command(async () => {
	await ensureInstalled(say);
	vendorViewers();
	const { dataDir, cacheDir, folders } = settings();
	for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
	const address = await chooseAddress(process.env, say);
	const engines = await ensureEngines({ dataDir, cacheDir, say });
	say(engines.summary);
	const watching = await watchWorkers();
	atEnd(watching.stop);
	const env = { ...process.env, ...folders, ...engineEnvironment(engines), ...address };
	const worker = ['--watch', '--enable-source-maps', join(root, 'build', 'workers', 'jobs.js')];
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	await Promise.race([
		untilEnd('worker', worker, env),
		untilEnd('web', [vite, 'dev', '--host', address.HOST, '--port', address.PORT], env)
	]);
});

function untilEnd(name, args, env) {
	const child = spawn(process.execPath, args, {
		cwd: root,
		env,
		detached: true,
		stdio: ['ignore', 'inherit', 'inherit']
	});
	const target = guardChild(child);
	atEnd(() => terminate(target));
	return new Promise((_, reject) => {
		child.once('exit', (code) => reject(new Error(`The ${name} process has ended (${code}).`)));
	});
}

function say(text) {
	console.log(text);
}
