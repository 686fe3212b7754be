import { readFileSync } from 'node:fs';

const client = '.svelte-kit/output/client';
const manifest = JSON.parse(readFileSync(`${client}/.vite/manifest.json`, 'utf8'));
const nodes = Object.keys(manifest).filter((key) => /\/nodes\/\d+\.js$/.test(key));
const [starts, pages] = [/\/nodes\/[01]\.js$/, /\/nodes\/(?:[2-9]|\d{2,})\.js$/].map((pattern) =>
	nodes.filter((key) => pattern.test(key))
);
const everywhere = [...Object.keys(manifest).filter(isStart), ...starts];

/** What a page makes a browser load before it is alive; viewers and whatever else is imported later is not in it. */
export default [
	...pages.map((key) => ({
		name: `the script of ${routeOf(key)}`,
		path: scriptsOf([...everywhere, key]),
		gzip: true,
		limit: '220 kB'
	})),
	{ name: 'all styles', path: `${client}/_app/immutable/**/*.css`, gzip: true, limit: '40 kB' }
];

function isStart(key) {
	return manifest[key].isEntry && manifest[key].file.includes('/entry/');
}

function scriptsOf(keys, found = new Set()) {
	for (const key of keys) {
		const path = `${client}/${manifest[key].file}`;
		if (found.has(path)) continue;
		found.add(path);
		scriptsOf(manifest[key].imports ?? [], found);
	}
	return [...found];
}

function routeOf(key) {
	const [, route] = /src\/routes(.*)\/\+page/.exec(readFileSync(key, 'utf8')) ?? [];
	return route || '/';
}
