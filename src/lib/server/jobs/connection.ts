import { Redis } from 'ioredis';
import { config } from '../config.ts';
import { log } from '../log.ts';

/** BullMQ's key prefix: several installations share one Redis when they differ by database. */
export const jobPrefix = () => `caustic:${config().MONGODB_DB}:jobs`;

/** Producers give up soon, so that a page never hangs on a Redis that is away. */
export const producerConnection = () => ({ url: config().REDIS_URL, maxRetriesPerRequest: 2 });

/** Workers wait for Redis for as long as it takes; BullMQ demands null. */
export const workerConnection = () => ({ url: config().REDIS_URL, maxRetriesPerRequest: null });

let shared: Redis | null = null;

/** A connection for single commands, opened at first use. */
export function redis(): Redis {
	if (!shared) {
		shared = new Redis(config().REDIS_URL, { maxRetriesPerRequest: 2, commandTimeout: 2000 });
		shared.on('error', (error) => log.warn('Redis does not answer', { error }));
	}
	return shared;
}

/** Lets the process end. */
export function closeRedis(): void {
	shared?.disconnect();
	shared = null;
}
