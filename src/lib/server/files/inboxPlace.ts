import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { confinement } from './confinement.ts';
import { withFile } from './fileFailure.ts';
import { localStorage } from './storage.ts';

interface Place {
	run: Pick<Run, 'path'>;
	/** Directories that the run may read. */
	roots: string[];
}

/** The path under which the run may read a file: its own, or a second one in the run's directory. */
export async function bringWithin({ run, roots }: Place, path: string): Promise<string> {
	try {
		return await confinement(roots).allowed(path);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
	}
	const target = targetIn(run, basename(path));
	return withFile(target, async () => {
		await mkdir(join(run.path, FOLDER), { recursive: true });
		if (await isThere(target, await sha256(path))) return target;
		// The same bytes under two names; on another disk a copy of them, which the system makes whole or not at all.
		await link(path, target).catch(() => copyWhole(path, target));
		return target;
	});
}

/** Writes a file that was sent into the run's directory. */
export async function writeWithin(
	{ run }: Place,
	file: { name: string; bytes: Uint8Array }
): Promise<string> {
	const target = targetIn(run, file.name);
	return withFile(target, async () => {
		const digest = createHash('sha256').update(file.bytes).digest('hex');
		if (!(await isThere(target, digest)))
			await localStorage([run.path]).writeAtomically(target, file.bytes);
		return target;
	});
}

const FOLDER = 'inbox';

function targetIn(run: Pick<Run, 'path'>, name: string): string {
	if (!name || /[/\\\p{Cc}]/u.test(name) || name.startsWith('.'))
		throw new Failure('Invalid', `${JSON.stringify(name)} is no name for a file.`, 'image');
	return join(run.path, FOLDER, name);
}

/** Whether it is there with this content; another file of the name is not overwritten. */
async function isThere(target: string, digest: string): Promise<boolean> {
	if (!(await localStorage().exists(target))) return false;
	if ((await sha256(target)) === digest) return true;
	throw new Failure(
		'Conflict',
		`A file called ${basename(target)} with other content was sent to this run before. Rename this one.`,
		'image'
	);
}

async function sha256(path: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
	return hash.digest('hex');
}

async function copyWhole(path: string, target: string): Promise<void> {
	const part = `${target}.part`;
	await copyFile(path, part);
	await localStorage().rename(part, target);
}
