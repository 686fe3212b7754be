import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureWorkers } from './buildWorkers.mjs';
import { ensureEngines } from './engines.mjs';
import { ensureInstalled } from './install.mjs';
import { chooseAddress } from './parts/address.mjs';
import { ensureWeb } from './parts/buildWeb.mjs';
import { runCommandLine } from './parts/commandLine.mjs';
import { atEnd, command } from './parts/lifecycle.mjs';
import { startService } from './parts/service.mjs';
import { engineEnvironment, root, settings } from './parts/settings.mjs';

const startedAt = Date.now();

/** `npm run demo`: from an empty folder to a survey that a team can vet, then until Ctrl-C. */
await command(async () => {
	await ensureInstalled(say);
	const { dataDir, cacheDir, folders } = settings();
	const address = await chooseAddress(process.env, say);
	for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
	const [engines] = await Promise.all([
		ensureEngines({ dataDir, cacheDir, say }),
		ensureWeb(say),
		ensureWorkers()
	]);
	say(engines.summary);
	const env = {
		...{ ...process.env, ...folders, ...engineEnvironment(engines), ...address },
		...{ CAUSTIC_DEMO: '1', NODE_ENV: 'production' }
	};
	const services = startServices(env, dataDir);
	const death = Promise.race(services.map(({ died }) => died));
	await Promise.race([death, untilAnswering(address)]);
	const demo = await Promise.race([death, prepareDemo(env)]);
	announce(address.ORIGIN, demo);
	await death;
});

// The last started is stopped first: the web process, then the worker, then the engines.
function startServices(env, dataDir) {
	const entries = { worker: 'jobs.js', web: 'web.js' };
	return Object.entries(entries).map(([name, file]) => {
		const entry = join(root, 'build', 'workers', file);
		const service = startService(name, { entry, env, dataDir });
		atEnd(service.stop);
		return service;
	});
}

async function untilAnswering({ HOST, PORT }) {
	const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
	for (;;) {
		try {
			await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${PORT}/healthz`);
			return;
		} catch {
			await pause(100);
		}
	}
}

// Its progress comes as one JSON object a line, the last of them with the accounts.
async function prepareDemo(env) {
	let accounts = [];
	function online(line) {
		const message = parsed(line);
		if (Array.isArray(message.accounts)) accounts = message.accounts;
		else if (message.message) say(message.message);
	}
	const code = await runCommandLine(['demo'], { env, cwd: root, online });
	if (code !== 0) throw new Error('The demo could not be prepared; the reason stands above.');
	return accounts;
}

function parsed(line) {
	try {
		return JSON.parse(line);
	} catch {
		return { message: line };
	}
}

function announce(origin, accounts) {
	const rows = accounts.map(({ name, role, password }) => [name, role ?? '', password ?? '']);
	const width = (column) => Math.max(...rows.map((row) => row[column].length));
	console.log(`\nCaustic is ready at ${origin}\n`);
	for (const [name, role, password] of rows) {
		console.log(`  ${name.padEnd(width(0))}  ${role.padEnd(width(1))}  ${password}`);
	}
	console.log('\nCtrl-C stops it.');
}

function say(text) {
	const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
	console.log(`${seconds.padStart(4)} s  ${text}`);
}
