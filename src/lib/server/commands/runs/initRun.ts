import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { newRunSchema, type Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { config } from '../../config.ts';
import { defaultConfig } from '../../files/defaultConfig.ts';
import { withFile } from '../../files/fileFailure.ts';
import { localStorage, type Storage } from '../../files/storage.ts';
import { announce } from '../../jobs/announce.ts';
import { isDuplicateKey, store } from '../../store/client.ts';
import { reserveIds } from '../../store/counters.ts';
import { deleteRun, findRunByName, insertRun } from '../../store/runs.ts';
import { audit } from '../audit.ts';
import { parse } from '../parse.ts';

/** Beside the run directories lie the images that all runs share. */
const RESERVED = new Set(['images']);

/** Creates a run with a directory and a config.yaml to fill in. Without a user it is the command line that acts. */
export async function initRun(context: { user: User | null }, input: unknown): Promise<Run> {
	if (context.user) mayOrRefuse(context.user, 'createRun');
	const { name, description } = parse(newRunSchema, input);
	const path = join(config().PIPELINE_WORKING_DIR, name);
	const run = await newRun(context.user, { name, description, path });
	if (await findRunByName(store(), name)) throw nameUsed(name);
	const storage = localStorage();
	if (await storage.directoryExists(run.path))
		throw new Failure('Conflict', `Pipeline run path already present: ${run.path}.`, 'name');
	await insert(run);
	try {
		await writeDefaults(storage, run.path);
	} catch (error) {
		await deleteRun(store(), run.id);
		throw error;
	}
	await tell(context.user, run);
	return run;
}

/** Takes up a directory that has a config.yaml already as a run (spec/pipeline.md §8: "get or create"). */
export async function adoptRun(
	context: { user: User | null },
	input: unknown,
	path: string
): Promise<Run> {
	if (context.user) mayOrRefuse(context.user, 'createRun');
	const { name, description } = parse(newRunSchema, input);
	const run = await newRun(context.user, { name, description, path });
	await insert(run);
	await tell(context.user, run);
	return run;
}

async function newRun(
	user: User | null,
	{ name, description, path }: Pick<Run, 'name' | 'description' | 'path'>
): Promise<Run> {
	if (RESERVED.has(name))
		throw new Failure('Invalid', `"${name}" is the directory of the shared images.`, 'name');
	return {
		id: await reserveIds(store(), 'runs', 1),
		name,
		description,
		path,
		userId: user?.id ?? null,
		userName: user?.displayName ?? null,
		status: 'INI',
		revision: 0,
		nImages: 0,
		nSources: 0,
		nSelavyMeasurements: 0,
		nForcedMeasurements: 0,
		nNewSources: 0,
		epochBased: false,
		imageIds: [],
		progress: null,
		softwareVersion: null,
		spentMs: {},
		error: null,
		cancelRequested: false,
		createdAt: new Date(),
		startedAt: null,
		endedAt: null
	};
}

async function insert(run: Run): Promise<void> {
	try {
		await insertRun(store(), run);
	} catch (error) {
		if (!isDuplicateKey(error)) throw error;
		throw nameUsed(run.name);
	}
}

function nameUsed(name: string): Failure {
	return new Failure(
		'Conflict',
		`Pipeline run name already used: there is a run ${name}. Change name.`,
		'name'
	);
}

async function writeDefaults(storage: Storage, directory: string): Promise<void> {
	const path = join(directory, 'config.yaml');
	await withFile(path, async () => {
		await storage.makeDirectory(directory);
		await storage.writeAtomically(path, defaultConfig(directory));
	});
}

async function tell(user: User | null, run: Run): Promise<void> {
	await audit(user, { action: 'createRun', target: `run ${run.id}`, after: run.name });
	const by = { byId: user?.id ?? null, byName: user?.displayName ?? null };
	await announce({
		topic: 'runs',
		kind: 'status',
		...by,
		detail: { runId: run.id, status: 'INI' }
	});
}
