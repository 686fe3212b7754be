import { config } from '../config.ts';
import { redis } from '../jobs/connection.ts';
import { workerAlive } from '../jobs/heartbeat.ts';
import { log } from '../log.ts';
import { pingSearch } from '../search/searchIndex.ts';
import { pingStore, store } from '../store/client.ts';
import { readDemoState, type DemoState } from '../store/settings.ts';
import { version } from '../../../../package.json';

type State = 'up' | 'down';

export interface Health {
	status: 'ok' | 'unavailable';
	version: string;
	engines: { mongodb: State; redis: State; search: State };
	worker: State;
	/** Absent where no demo was asked for. */
	demo?: DemoState;
	/** What is down. */
	failing?: string[];
}

/** What /healthz says: 200 with status ok, 503 otherwise. Never throws. */
export async function healthOf(): Promise<Health> {
	const [mongodb, redisUp, search, worker] = await Promise.all([
		answers(() => pingStore()),
		answers(async () => (await redis().ping()) === 'PONG'),
		answers(pingSearch),
		answers(workerAlive)
	]);
	const parts = { mongodb, redis: redisUp, search, worker };
	const failing = Object.entries(parts).flatMap(([name, state]) => (state === 'up' ? [] : [name]));
	return {
		status: failing.length ? 'unavailable' : 'ok',
		version,
		engines: { mongodb, redis: redisUp, search },
		worker,
		...(config().CAUSTIC_DEMO === '1' ? { demo: await demoState(mongodb) } : {}),
		...(failing.length ? { failing } : {})
	};
}

async function demoState(mongodb: State): Promise<DemoState> {
	if (mongodb === 'down') return 'loading';
	return (await readDemoState(store())) ?? 'loading';
}

async function answers(ask: () => Promise<boolean>): Promise<State> {
	try {
		return (await ask()) ? 'up' : 'down';
	} catch (error) {
		log.warn('health check', { error: String(error) });
		return 'down';
	}
}
