import { config } from '../config.ts';
import { log } from '../log.ts';
import { redis } from './connection.ts';

const EVERY_MS = 1500;
const FORGOTTEN_AFTER_SECONDS = 6;
const key = () => `caustic:${config().MONGODB_DB}:worker`;

/** Tells everyone that a worker is up, until the returned function is called. */
export async function startHeartbeat(): Promise<() => Promise<void>> {
	await beat();
	const timer = setInterval(() => void beat(), EVERY_MS);
	return async () => {
		clearInterval(timer);
		// Another worker's next beat restores it within a moment.
		await redis().del(key());
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

async function beat(): Promise<void> {
	try {
		await redis().set(key(), String(process.pid), 'EX', FORGOTTEN_AFTER_SECONDS);
	} catch (error) {
		log.warn('the heartbeat was not heard', { error });
	}
}
