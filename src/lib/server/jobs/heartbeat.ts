import { hostname } from 'node:os';
import type { WorkerState } from '#schema/status.ts';
import { config } from '../config.ts';
import { log } from '../log.ts';
import { redis } from './connection.ts';
import { jobsUnderWay } from './underWay.ts';

const EVERY_MS = 1500;
const FORGOTTEN_AFTER_SECONDS = 6;
/** A worker that died is shown for as long, then forgotten. */
const MISSED_FOR_MS = 3_600_000;
const key = () => `caustic:${config().MONGODB_DB}:worker`;
/** What each worker process says of itself, by its id. */
const allKey = () => `caustic:${config().MONGODB_DB}:workers`;

type Beat = Omit<WorkerState, 'since' | 'heardAt' | 'isAlive'> & { since: number; heardAt: number };

/** Tells everyone that a worker is up, until the returned function is called. */
export async function startHeartbeat({ version = '' } = {}): Promise<() => Promise<void>> {
	const self = { host: hostname(), pid: process.pid, version, since: Date.now() };
	const id = `${self.host}/${self.pid}/${self.since}`;
	const beat = async () => {
		try {
			const said: Beat = {
				...self,
				id,
				heardAt: await redisNow(),
				working: jobsUnderWay(),
				memoryBytes: process.memoryUsage().rss
			};
			await redis()
				.pipeline()
				.set(key(), String(process.pid), 'EX', FORGOTTEN_AFTER_SECONDS)
				.hset(allKey(), id, JSON.stringify(said))
				.exec();
		} catch (error) {
			log.warn('the heartbeat was not heard', { error });
		}
	};
	await beat();
	const timer = setInterval(() => void beat(), EVERY_MS);
	return async () => {
		clearInterval(timer);
		// Another worker's next beat restores it within a moment.
		await redis().pipeline().del(key()).hdel(allKey(), id).exec();
	};
}

/** Whether some worker process has been heard of in the last seconds. False when Redis is away. */
export async function workerAlive(): Promise<boolean> {
	try {
		return (await redis().exists(key())) === 1;
	} catch {
		return false;
	}
}

/** Every worker process, those that died within the last hour too; the longest running first. Rejects without Redis. */
export async function listWorkers(): Promise<WorkerState[]> {
	const [said, now] = await Promise.all([redis().hgetall(allKey()), redisNow()]);
	const workers = Object.values(said).map((text) => stateOf(text, now));
	const forgotten = workers.filter(({ heardAt }) => now - heardAt.getTime() > MISSED_FOR_MS);
	if (forgotten.length > 0) await redis().hdel(allKey(), ...forgotten.map(({ id }) => id));
	return workers
		.filter((worker) => !forgotten.includes(worker))
		.sort((a, b) => a.since.getTime() - b.since.getTime());
}

function stateOf(text: string, now: number): WorkerState {
	// Written by `beat` alone.
	const { since, heardAt, ...rest } = JSON.parse(text) as Beat;
	const isAlive = now - heardAt <= FORGOTTEN_AFTER_SECONDS * 1000;
	return { ...rest, since: new Date(since), heardAt: new Date(heardAt), isAlive };
}

/** The clock of Redis, which workers of several machines share. */
async function redisNow(): Promise<number> {
	const [seconds, microseconds] = await redis().time();
	return seconds * 1000 + Math.floor(microseconds / 1000);
}
