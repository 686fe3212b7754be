import { randomBytes } from 'node:crypto';
import { findProgram } from './engines/findProgram.mjs';
import { launch, untilReady } from './engines/launch.mjs';
import { meilisearch } from './engines/meilisearch.mjs';
import { mongodb } from './engines/mongodb.mjs';
import { redis } from './engines/redis.mjs';
import { releaseEngines } from './engines/release.mjs';
import { lockPath, readState, writeState } from './engines/state.mjs';
import { guardEngines } from './parts/guard.mjs';
import { atEnd } from './parts/lifecycle.mjs';
import { withMutex } from './parts/mutex.mjs';
import { processOf, terminate } from './parts/processes.mjs';

const all = [mongodb, redis, meilisearch];

/**
 * MongoDB, Redis and Meilisearch, ready to be used: given by the environment, already running under
 * `dataDir`, or started there. Nobody is asked anything. At the end of this command, or at `stop()`,
 * the last one out stops them. Returns `{ mongodbUri, redisUrl, meiliUrl, meiliKey, summary, stop }`.
 */
export async function ensureEngines({ dataDir, cacheDir, say = () => {} }) {
	const own = all.filter((engine) => !process.env[engine.urlVariable]);
	if (own.length === 0)
		return { ...described({ engines: {}, ports: {}, key: '' }), stop: async () => {} };
	const me = processOf(process.pid);
	guardEngines(dataDir);
	const starting = withMutex(
		lockPath(dataDir),
		() => attachOrStart(own, { dataDir, cacheDir, me, say }),
		(holder) => say(`Waiting for process ${holder?.pid}, which starts or stops the engines`)
	);
	async function stop() {
		await starting.catch(() => {});
		await releaseEngines(dataDir, me);
	}
	atEnd(stop);
	return { ...described(await starting), stop };
}

async function attachOrStart(own, { dataDir, cacheDir, me, say }) {
	const state = readState(dataDir);
	state.key ??= randomBytes(24).toString('hex');
	// On record from the first moment: should we die here, the next one knows whose engines these are.
	state.users.push(me);
	writeState(dataDir, state);
	function record(engine, running) {
		state.engines[engine.name] = running;
		state.ports[engine.name] = running.port;
		writeState(dataDir, state);
	}
	const starts = own.map(async (engine) => {
		if (await isUsable(state.engines[engine.name], engine, state.key)) return;
		const { path, version } = await findProgram(engine, { cacheDir, say });
		await launch(engine, {
			program: path,
			dataDir,
			key: state.key,
			preferredPort: state.ports[engine.name],
			onstart: (running) => record(engine, { ...running, version })
		});
	});
	await allOrNone(starts, state, dataDir, me);
	return state;
}

// A start that fails must not leave its siblings behind, unless somebody else uses them.
async function allOrNone(starts, state, dataDir, me) {
	const failures = (await Promise.allSettled(starts)).filter(({ status }) => status === 'rejected');
	if (failures.length === 0) return;
	state.users = state.users.filter((user) => user.pid !== me.pid);
	if (state.users.length === 0) {
		await Promise.all(Object.values(state.engines).map((engine) => terminate(engine)));
		state.engines = {};
	}
	writeState(dataDir, state);
	throw new Error(failures.map(({ reason }) => reason.message).join('\n'));
}

async function isUsable(running, engine, key) {
	if (!running) return false;
	if ((await untilReady(engine, running, { key, patienceMs: 10_000 })) === null) return true;
	// It lives, but does not answer: hung, or still on its way out.
	await terminate(running);
	return false;
}

function described({ engines, ports, key }) {
	const url = (engine) => process.env[engine.urlVariable] || engine.url(ports[engine.name]);
	const summary = all.map((engine) => {
		const { version, port } = engines[engine.name] ?? {};
		return version
			? `${engine.title} ${version} on port ${port}`
			: `${engine.title} as ${engine.urlVariable} says`;
	});
	return {
		mongodbUri: url(mongodb),
		redisUrl: url(redis),
		meiliUrl: url(meilisearch),
		meiliKey: process.env.MEILI_URL ? (process.env.MEILI_KEY ?? '') : key,
		summary: summary.join(', ')
	};
}
