import { copyFileSync, mkdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from './parts/lifecycle.mjs';
import { root } from './parts/settings.mjs';

/*
 * The image viewers are served from our own origin as files of their own: JS9 wants globals and finds its wasm by address,
 * and Aladin Lite stays a separately loaded file under its own licence. Of 46 MB these are what a page fetches.
 */
const FILES = {
	js9: [
		'js9support.min.js',
		'js9support.css',
		'js9.min.js',
		'js9.css',
		'js9plugins.min.js',
		'astroemw.js',
		'astroemw.wasm',
		'js9worker.js',
		'LICENSE'
	],
	'aladin-lite': ['dist/aladin.js', 'LICENSE', 'COPYING']
};

/** Copies what has changed since the last time to static/vendor. */
export function vendorViewers() {
	for (const [library, files] of Object.entries(FILES)) {
		for (const file of files) copyIfChanged(library, file);
	}
}

function copyIfChanged(library, file) {
	const from = join(root, 'node_modules', library, file);
	const to = join(root, 'static', 'vendor', library, file.split('/').at(-1));
	const { size, atime, mtime } = statSync(from);
	const there = statSync(to, { throwIfNoEntry: false });
	if (there?.size === size && there.mtimeMs === Math.floor(mtime.getTime())) return;
	mkdirSync(dirname(to), { recursive: true });
	copyFileSync(from, to);
	// Browsers ask again when it changes; a copy is as old as what it was made from.
	utimesSync(to, atime, new Date(Math.floor(mtime.getTime())));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await command(() => vendorViewers());
