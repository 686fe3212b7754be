import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The system's Chromium: `{ path }`. Root gets it from Debian's packages when there is none; else,
 * and when that fails, `{ problem }` is the sentence for the person who has to install it.
 */
export async function ensureChromium(say) {
	const path = findChromium();
	if (path) return { path };
	const sentence =
		'Browser tests need Chromium: install it (`apt-get install chromium`), or set CHROMIUM_PATH.';
	if (process.getuid?.() !== 0) return { problem: sentence };
	say('Installing Chromium from the system’s packages');
	const problem = await installChromium();
	const installed = findChromium();
	return installed ? { path: installed } : { problem: `${sentence}\n${problem}` };
}

function findChromium() {
	const given = process.env.CHROMIUM_PATH;
	if (given) return isProgram(given) ? given : null;
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
	const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
	return paths.find(isProgram) ?? null;
}

function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

async function installChromium() {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const patience = ['-o', 'DPkg::Lock::Timeout=300', '-qq'];
	const update = await run('apt-get', [...patience, 'update'], { env, timeoutMs: 300_000 });
	const install = await run('apt-get', [...patience, '-y', 'install', 'chromium'], {
		env,
		timeoutMs: 600_000
	});
	return `${update.output}${install.output}`.slice(-1500);
}
