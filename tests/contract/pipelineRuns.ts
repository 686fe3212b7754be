import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, vi } from 'vitest';
import type { Run } from '#schema/run.ts';
import { initRun } from '#server/commands/runs/initRun.ts';
import { startRun, type StartedRun } from '#server/commands/runs/startRun.ts';
import { closeChannels } from '#server/jobs/channels.ts';
import { closeRedis } from '#server/jobs/connection.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { findAttempt } from '#server/store/runAttempts.ts';
import { findRun } from '#server/store/runs.ts';
import type { TestEnvironment } from '../kit/engines.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';

/** A migrated database and its Redis keys for the file that calls it. */
export function pipelineInstallation(): TestEnvironment {
	const environment = ownDatabase();
	beforeAll(async () => {
		await migrate(store());
	});
	afterAll(async () => {
		await closeProducers();
		closeRedis();
		closeChannels();
		await closeStore();
	});
	return environment;
}

/** Creates a run with this config.yaml. */
export async function newRun(name: string, config: string): Promise<Run> {
	const run = await initRun({ user: null }, { name });
	writeConfig(run, config);
	return run;
}

/** Starts a run; all over again with another config.yaml when one is given. */
export async function start(run: Run, config?: string): Promise<StartedRun> {
	if (config !== undefined) writeConfig(run, config);
	const input = { runId: run.id, fullRerun: config !== undefined };
	return startRun({ user: null }, input, { anywhere: true });
}

/** Starts a run with a config.yaml that has more images, and waits until it has ended. */
export async function added(run: Run, config: string): Promise<Run> {
	writeConfig(run, config);
	return processed(run);
}

export function writeConfig(run: Run, config: string): void {
	writeFileSync(join(run.path, 'config.yaml'), config);
}

/** Starts a run and waits until it has ended and, when it succeeded, been ranked. */
export async function processed(run: Run, config?: string): Promise<Run> {
	await start(run, config);
	return ended(run);
}

export async function ended(run: Run, timeout = 50_000): Promise<Run> {
	await vi.waitUntil(() => isOver(run.id), { timeout, interval: 100 });
	return now(run);
}

export async function now(run: Run): Promise<Run> {
	const found = await findRun(store(), run.id);
	if (!found) throw new Error(`run ${run.name} is gone`);
	return found;
}

async function isOver(runId: number): Promise<boolean> {
	const run = await findRun(store(), runId);
	if (run?.status === 'END') return (await findAttempt(store(), runId))?.rankedAt instanceof Date;
	return run?.status === 'ERR' || run?.status === 'CAN';
}

/** Rows of a Parquet file as objects. */
export async function rowsOf(path: string): Promise<Record<string, unknown>[]> {
	const bytes = readFileSync(path);
	const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
	return parquetReadObjects({ file });
}

/** Documents of a collection, for counting what a test must not find twice. */
export function documents(name: string): Promise<Record<string, unknown>[]> {
	return store().db.collection(name).find().toArray();
}
