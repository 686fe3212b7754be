import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './parts/fingerprint.mjs';
import { withMutex } from './parts/mutex.mjs';
import { run } from './parts/run.mjs';
import { root } from './parts/settings.mjs';

const stamp = join(root, 'node_modules', '.caustic-lock');

/** Runs `npm ci` when node_modules is missing or is not what package-lock.json asks for. */
export async function ensureInstalled(say = (text) => console.error(text)) {
	refuseOldNode();
	if (isStamped()) return;
	await withMutex(join(root, '.caustic', 'install.lock'), () => install(say));
}

async function install(say) {
	if (isStamped()) return;
	if (!isInstalledAsLocked()) {
		say(
			existsSync(stamp) ? 'Dependencies have changed: npm ci' : 'Installing dependencies: npm ci'
		);
		await bring();
	}
	writeFileSync(stamp, lockHash());
}

// npm versions disagree on what a complete lock file is; `npm install` takes the same versions from it.
async function bring() {
	const flags = ['--include=dev', '--no-progress', '--no-audit', '--no-fund'];
	let { code, output } = await run('npm', ['ci', ...flags]);
	if (code !== 0 && output.includes('EUSAGE')) {
		({ code, output } = await run('npm', ['install', '--no-save', ...flags]));
	}
	if (code === 0) return;
	const reason = output.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
	throw new Error(
		`The dependencies could not be installed.\n${reason.slice(0, 15).join('\n') || output}`
	);
}

function refuseOldNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	throw new Error(
		`Caustic needs Node 20.19 or newer; this is ${process.version}. Get it from https://nodejs.org.`
	);
}

function isStamped() {
	return readText(stamp) === lockHash();
}

function lockHash() {
	return createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex');
}

// Somebody may have run `npm ci` by hand: npm then leaves its own account of what it installed.
function isInstalledAsLocked() {
	const account = readText(join(root, 'node_modules', '.package-lock.json'));
	if (account === null) return false;
	const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
	const installed = JSON.parse(account).packages;
	return Object.entries(wanted).every(
		([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version
	);
}
