import { closeChannels } from '#server/jobs/channels.ts';
import { closeRedis } from '#server/jobs/connection.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { startHeartbeat } from '#server/jobs/heartbeat.ts';
import { log } from '#server/log.ts';
import { followChanges } from '#server/search/followChanges.ts';
import { resumeCatalogueImports } from '#server/commands/catalogues/startCatalogueImport.ts';
import { cleanUpCutouts } from '#server/commands/cleanUpCutouts.ts';
import { config } from '#server/config.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { endLostRuns } from './endLostRuns.ts';
import { watchInboxes } from './inboxWatch.ts';
import { softwareVersion } from './softwareVersion.ts';
import { startWorking } from './startWorking.ts';

const LOOK_FOR_LOST_MS = 30_000;
const CLEAN_UP_MS = 3_600_000;

await start().catch((error: unknown) => {
	log.error('the worker did not start', { error });
	process.exit(1);
});

async function start(): Promise<void> {
	await migrate(store());
	await endLostRuns();
	const working = startWorking();
	void resumeImports();
	const following = followChanges();
	const watching = watchInboxes();
	const stopHeartbeat = await startHeartbeat({ version: softwareVersion() });
	const looking = setInterval(() => {
		void endLostRuns();
		void resumeImports();
	}, LOOK_FOR_LOST_MS);
	const cleaning = setInterval(() => void cleanUp(), CLEAN_UP_MS);
	log.info('worker ready', { pid: process.pid });
	let stopping = false;
	async function stop(signal: NodeJS.Signals): Promise<void> {
		if (stopping) return;
		stopping = true;
		log.info('worker stops after the jobs under way', { signal });
		clearInterval(looking);
		clearInterval(cleaning);
		await stopHeartbeat();
		await watching.stop();
		await working.stop();
		await following.stop();
		await closeProducers();
		closeRedis();
		closeChannels();
		await closeStore();
	}
	for (const signal of ['SIGTERM', 'SIGINT'] as const)
		process.on(signal, () => void stop(signal).finally(() => process.exit(0)));
}

/** Imports of catalogues whose jobs Redis has lost. */
async function resumeImports(): Promise<void> {
	try {
		await resumeCatalogueImports();
	} catch (error) {
		log.warn('imports of catalogues could not be looked for', { error });
	}
}

/** Keeps what is only kept for speed within its room. */
async function cleanUp(): Promise<void> {
	const mostBytes = config().CUTOUT_CACHE_MIB * 2 ** 20;
	try {
		await cleanUpCutouts({ mostBytes, olderThan: null });
	} catch (error) {
		log.warn('cutouts could not be cleaned up', { error });
	}
}
