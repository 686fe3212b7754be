import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readText } from './fingerprint.mjs';
import { withMutex } from './mutex.mjs';
import { runBin } from './run.mjs';
import { root } from './settings.mjs';
import { vendorViewers } from '../vendorViewers.mjs';

const stamp = join(root, 'build', 'web', '.fingerprint');

/** Builds the web app when what is in build/web was made from other sources. */
export async function ensureWeb(say = () => {}) {
	vendorViewers();
	const wanted = fingerprintOfSources();
	if (readText(stamp) === wanted) return;
	await withMutex(join(root, 'build', '.web.lock'), async () => {
		if (readText(stamp) === wanted) return;
		say('Building the web app');
		const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };
		const { code, output } = await runBin('vite/bin/vite.js', ['build'], { env });
		if (code !== 0) throw new Error(`The web app could not be built.\n${output.slice(-4000)}`);
		writeFileSync(stamp, wanted);
	});
}

function fingerprintOfSources() {
	const configurations = [
		'svelte.config.js',
		'vite.config.ts',
		'package.json',
		'package-lock.json'
	];
	return fingerprint(['src', 'static', ...configurations]);
}
