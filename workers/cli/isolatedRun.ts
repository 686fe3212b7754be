import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { config } from '#server/config.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { localStorage } from '#server/files/storage.ts';
import { redis } from '#server/jobs/connection.ts';
import { closeStore, openStore } from '#server/store/client.ts';

const RUN = 'reproduced';
const storage = localStorage();

/**
 * Processes a config.yaml in an installation that is there for nothing else: a database of its own, and `directory`,
 * which is for the caller to remove. Gives the run's directory. Whatever happens, the database goes.
 */
export async function isolatedRun(
	configText: string,
	directory: string,
	signal: AbortSignal
): Promise<string> {
	const database = `caustic_reproduce_${randomBytes(6).toString('hex')}`;
	const path = join(directory, RUN);
	const file = join(path, 'config.yaml');
	await withFile(file, () => storage.writeAtomically(file, configText));
	try {
		await processed(path, { directory, database, signal });
		return path;
	} finally {
		await dropped(database);
	}
}

/** The command line itself, as another process: configuration is read once in each. */
async function processed(
	path: string,
	{ directory, database, signal }: { directory: string; database: string; signal: AbortSignal }
): Promise<void> {
	signal.throwIfAborted();
	const env: NodeJS.ProcessEnv = {
		...process.env,
		MONGODB_DB: database,
		PIPELINE_WORKING_DIR: directory,
		RAW_IMAGE_DIR: directory,
		CAUSTIC_DATA_DIR: directory,
		CAUSTIC_DEMO: '0'
	};
	const args = [...process.execArgv, process.argv[1], 'runpipeline', path, '--json'];
	// In a group of its own: Ctrl-C at the terminal reaches us alone, and it once, or it would die in the middle of a write.
	const child = spawn(process.execPath, args, {
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const stop = () => child.kill('SIGINT');
	signal.addEventListener('abort', stop, { once: true });
	const said: Buffer[] = [];
	child.stdout.on('data', (piece: Buffer) => said.push(piece));
	// The stream's type does not know what a process's end comes with.
	const [code] = (await once(child, 'close')) as [number | null];
	signal.removeEventListener('abort', stop);
	signal.throwIfAborted();
	if (code === 0) return;
	const reason = reasonIn(Buffer.concat(said).toString()) ?? `it ended with exit code ${code}`;
	throw new Failure('Unavailable', `The bundled run could not be processed again: ${reason}`);
}

/** What the child's line of JSON says went wrong: a refusal, or a run's error. */
function reasonIn(stdout: string): string | null {
	try {
		const result: unknown = JSON.parse(stdout);
		const hasError = typeof result === 'object' && result !== null && 'error' in result;
		return hasError && typeof result.error === 'string' ? result.error : null;
	} catch {
		return null;
	}
}

async function dropped(database: string): Promise<void> {
	const isolated = await openStore({ uri: config().MONGODB_URI, db: database });
	try {
		await isolated.db.dropDatabase();
	} finally {
		await closeStore(isolated);
	}
	await dropKeys(`caustic:${database}:*`);
}

/** Its queues in Redis. */
async function dropKeys(pattern: string): Promise<void> {
	let cursor = '0';
	do {
		const [next, keys] = await redis().scan(cursor, 'MATCH', pattern, 'COUNT', 1000);
		if (keys.length > 0) await redis().unlink(keys);
		cursor = next;
	} while (cursor !== '0');
}
