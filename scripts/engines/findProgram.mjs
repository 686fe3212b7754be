import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../parts/run.mjs';
import { fetchProgram, sourceName } from './fetchProgram.mjs';
import { missingLibrary } from './libraries.mjs';
import { sources } from './sources.mjs';

/**
 * A program of this engine that runs here: `{ path, version }`. Looks on the PATH, in the cache,
 * then brings one; each is tried with `--version`. Throws what to install when there is none.
 */
export async function findProgram(engine, { cacheDir, say }) {
	const reasons = [];
	for (const path of pathCandidates(engine.program)) {
		const version = await tried(engine, path, path, reasons);
		if (version) return { path, version };
	}
	const cached = join(cacheDir, engine.name, engine.program);
	if (existsSync(cached)) {
		const version = await tried(engine, cached, cached, reasons);
		if (version) return { path: cached, version };
		if (reasons.at(-1).library) throw missing(engine, reasons);
	}
	return bring(engine, cached, { say, reasons });
}

async function bring(engine, target, { say, reasons }) {
	if (process.platform !== 'linux' || process.arch !== 'x64') throw missing(engine, reasons);
	for (const source of sources[engine.name]) {
		const name = sourceName(source);
		say(`${engine.title}: taking it from ${name}`);
		try {
			await fetchProgram(source, target);
		} catch (error) {
			reasons.push({ text: `${name}: ${error.cause?.message ?? error.message}` });
			continue;
		}
		const version = await tried(engine, target, name, reasons);
		if (version) return { path: target, version };
		// Another copy would want the same library.
		if (reasons.at(-1).library) break;
	}
	throw missing(engine, reasons);
}

function pathCandidates(program) {
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	return folders.map((folder) => join(folder, program)).filter(existsSync);
}

async function tried(engine, path, name, reasons) {
	const { code, output } = await run(path, ['--version'], { timeoutMs: 20_000 });
	const [, version] = /v?=?(\d+\.\d+\.\d+)/.exec(output) ?? [];
	if (code === 0 && version && isAtLeast(version, engine.minimum)) return version;
	const library = missingLibrary(output);
	reasons.push({ text: `${name}: ${library ?? why(engine, version, output)}`, library });
	return null;
}

function why(engine, version, output) {
	if (version) return `it is ${version}, and ${engine.minimum.join('.')} or newer is needed`;
	return output.trim().split('\n').at(-1) || 'it does not start';
}

function isAtLeast(version, minimum) {
	const [major, minor] = version.split('.').map(Number);
	return major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
}

function missing(engine, reasons) {
	const tries = reasons.map(({ text }) => `  ${text}`).join('\n');
	return new Error(
		`${engine.title} could not be had: ${remedy(engine, reasons)}${tries ? `\nTried:\n${tries}` : ''}`
	);
}

function remedy(engine, reasons) {
	const library = reasons.findLast((reason) => reason.library)?.library;
	return library ?? `${engine.install}, or set ${engine.urlVariable} to one that runs elsewhere.`;
}
