import { Redis, type RedisOptions } from 'ioredis';
import { config } from '../config.ts';
import { log } from '../log.ts';

type Listener = (message: Buffer) => void;

let publisher: Redis | null = null;
let subscriber: Redis | null = null;
/** performance.now() from when on nothing was lost; null while Redis is away. */
let hearingSince: number | null = null;
/** Subscribing again takes a moment after the connection is back. */
const SUBSCRIBED_AGAIN_MS = 1000;
const listeners = new Map<string, Set<Listener>>();

/** The name of a channel of this installation: several share one Redis when they differ by database. */
export function channelName(topic: string): string {
	return `caustic:${config().MONGODB_DB}:${topic}`;
}

/** Sends to whoever listens now, in any process. Rejects within about two seconds when Redis is away. */
export async function publish(channel: string, message: string | Buffer): Promise<void> {
	publisher ??= connect({ maxRetriesPerRequest: 1, commandTimeout: 2000 });
	await publisher.publish(channel, message);
}

/**
 * Hears a channel until the returned function is called. One connection serves the whole process and subscribes
 * again by itself after Redis was away; what was sent meanwhile is lost, so nothing may depend on hearing it.
 */
export async function subscribe(channel: string, listener: Listener): Promise<() => void> {
	subscriber ??= connectSubscriber();
	const known = listeners.get(channel);
	if (known) known.add(listener);
	else listeners.set(channel, new Set([listener]));
	if (!known) await subscriber.subscribe(channel);
	return () => {
		const remaining = listeners.get(channel);
		if (!remaining?.delete(listener) || remaining.size > 0) return;
		listeners.delete(channel);
		subscriber?.unsubscribe(channel).catch(warn);
	};
}

/** From when on this process has heard whatever was sent to the channels it listens to; null: it may be missing something. */
export function heardSince(): number | null {
	return hearingSince;
}

/** Lets the process end. */
export function closeChannels(): void {
	publisher?.disconnect();
	subscriber?.disconnect();
	publisher = null;
	subscriber = null;
	listeners.clear();
}

function connectSubscriber(): Redis {
	// Subscribing waits for Redis for as long as it takes. The ready check is a command, which a connection that
	// subscribed meanwhile may not send: ioredis would then hang half open (seen under load).
	const redis = connect({ maxRetriesPerRequest: null, enableReadyCheck: false });
	redis.on('ready', () => (hearingSince = performance.now() + SUBSCRIBED_AGAIN_MS));
	redis.on('close', () => (hearingSince = null));
	redis.on('messageBuffer', (channel: Buffer, message: Buffer) => {
		for (const listener of listeners.get(channel.toString()) ?? []) listener(message);
	});
	return redis;
}

function connect(options: RedisOptions): Redis {
	const redis = new Redis(config().REDIS_URL, {
		...options,
		retryStrategy: (attempt) => Math.min(attempt * 100, 2000)
	});
	redis.on('error', warn);
	return redis;
}

function warn(error: unknown): void {
	log.warn('Redis does not answer', { error });
}
