import { afterAll, beforeAll } from 'vitest';
import { closeChannels } from '#server/jobs/channels.ts';
import { createUser } from '#server/commands/users.ts';
import { upsertCandidates } from '#server/store/candidates.ts';
import { closeStore, collection, store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import { migrate } from '#server/store/migrate.ts';
import { insertObjects } from '#server/store/objects.ts';
import { insertQueue } from '#server/store/queues.ts';
import { insertRun } from '#server/store/runs.ts';
import { linkSourcesToObjects } from '#server/commands/linkSourcesToObjects.ts';
import { insertSources, type NewSource } from '#server/store/sources.ts';
import type { Candidate, Queue, Sealing } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import { candidateListSchema, NEW_STATE, type CandidateList } from '#schema/queue.ts';
import { QUEUE_DEFAULTS } from '#schema/queueDefaults.ts';
import { DEFAULT_TAXONOMY } from '#schema/taxonomy.ts';
import type { Role, User } from '#schema/user.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';

export const PASSWORD = 'a long password';

/** A migrated database for the file that calls it; the code under test finds it through the environment. */
export function ownInstallation(): void {
	ownDatabase();
	beforeAll(async () => {
		await migrate(store());
	});
	afterAll(async () => {
		closeChannels();
		await closeStore();
	});
}

export function makeUser(username: string, role: Role): Promise<User> {
	const displayName = username.toUpperCase();
	return createUser({ user: null }, { username, displayName, password: PASSWORD, role });
}

export async function makeQueue(
	sealing: Sealing = 'open',
	runId = 1,
	more: Partial<Queue> = {}
): Promise<Queue> {
	const queue: Queue = {
		...QUEUE_DEFAULTS,
		id: newId(),
		name: `a ${sealing} queue`,
		description: '',
		protocol: '',
		sealing,
		opinionsWanted: 2,
		round: 1,
		runId,
		origin: { kind: 'ranking', runId },
		taxonomy: DEFAULT_TAXONOMY,
		createdBy: null,
		createdAt: new Date(),
		...more
	};
	await insertQueue(store(), queue);
	return queue;
}

export async function makeObject(at: { ra: number; dec: number } = { ra: 150, dec: -30 }) {
	const object = {
		id: newId(),
		name: `J${at.ra}${at.dec}`,
		...at,
		uncertaintyDeg: 1 / 3600,
		firstRunId: 1,
		firstRevision: 0,
		createdAt: new Date()
	};
	await insertObjects(store(), [object]);
	// Objects come in bulk, seen once a later write has reached the disk: a transaction may look before.
	await collection<{ _id: string }>(store(), 'objects').updateOne(
		{ _id: object.id },
		{ $set: { name: object.name } },
		{ writeConcern: { w: 'majority', j: true } }
	);
	return object;
}

/** A candidate of the queue, on an object of its own unless one is given. */
export async function makeCandidate(
	queue: Queue,
	{ rank = 1, objectId }: { rank?: number; objectId?: string } = {}
): Promise<Candidate> {
	const candidate: Candidate = {
		id: newId(),
		queueId: queue.id,
		objectId: objectId ?? (await makeObject()).id,
		rank,
		score: 10 - rank,
		reasons: [{ rule: 'manual', text: 'put here by a test' }],
		runId: queue.runId,
		sourceId: rank,
		addedAt: new Date(),
		state: NEW_STATE
	};
	const facts = {
		name: `J${rank}`,
		ra: 150,
		dec: -30,
		etaPeak: rank === 2 ? null : 10 / rank,
		vPeak: rank / 10,
		maxFluxPeak: rank,
		nMeas: 5
	};
	await upsertCandidates(store(), [{ ...candidate, facts }]);
	return candidate;
}

/** A run whose sources of `revision` are shown. */
export async function makeRun(id: number, name: string, revision = 1): Promise<Run> {
	const run: Run = {
		id,
		name,
		description: '',
		path: `/nowhere/${name}`,
		userId: null,
		userName: null,
		status: 'END',
		revision,
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
		startedAt: new Date(),
		endedAt: new Date(Date.now() + id)
	};
	await insertRun(store(), run);
	return run;
}

/** A source of two epochs; a steady one unless told otherwise. */
export function newSource(
	id: number,
	{ ra, dec, ...rest }: Partial<NewSource> & { runId: number; ra: number; dec: number }
): NewSource {
	const two = <T>(value: T): T[] => [value, value];
	return {
		id,
		revision: 1,
		objectId: null,
		name: `S${id}`,
		nMeas: 2,
		nMeasSel: 2,
		nMeasForced: 0,
		nSibl: 0,
		nRel: 0,
		wavgRa: ra,
		wavgDec: dec,
		wavgUncertaintyEw: 0.5 / 3600,
		wavgUncertaintyNs: 0.5 / 3600,
		avgCompactness: 1,
		minSnr: 10,
		maxSnr: 10,
		avgFluxInt: 2,
		avgFluxPeak: 2,
		maxFluxPeak: 2,
		maxFluxInt: 2,
		minFluxPeak: 2,
		minFluxInt: 2,
		minFluxPeakIslRatio: 1,
		minFluxIntIslRatio: 1,
		vInt: 0.05,
		vPeak: 0.05,
		etaInt: 1,
		etaPeak: 1,
		isNew: false,
		newHighSigma: 0,
		newTrueHighSigma: 0,
		nNeighbourDist: 0.1,
		vsAbsSignificantMaxPeak: 0,
		mAbsSignificantMaxPeak: 0,
		vsAbsSignificantMaxInt: 0,
		mAbsSignificantMaxInt: 0,
		bands: [],
		relatedIds: [],
		lightCurve: {
			mjd: [59000, 59010],
			fluxPeak: two(2),
			fluxPeakErr: two(0.1),
			fluxInt: two(2),
			fluxIntErr: two(0.1),
			localRms: two(0.2),
			forced: two(false),
			frequencyMhz: two(887.5),
			imageId: two(1),
			measurementId: [2 * id, 2 * id + 1],
			measurementName: two('m'),
			ra: two(ra),
			dec: two(dec),
			d2d: two(0),
			dr: two(0)
		},
		...rest
	};
}

export function insertAll(sources: NewSource[]): Promise<void> {
	return insertSources(store(), sources);
}

/** Stores a run's sources linked to their sky objects, as a run does before it is published. */
export async function insertLinked(
	run: Parameters<typeof linkSourcesToObjects>[1],
	sources: NewSource[]
): Promise<{ created: number; unsettled: number }> {
	const shared = sources
		.filter((source) => source.relatedIds.length > 0)
		.map(({ id, lightCurve }) => ({
			sourceId: id,
			measurementIds: Array.from(lightCurve.measurementId)
		}));
	const linked = await linkSourcesToObjects(store(), run, { sources, shared });
	sources.forEach((source, index) => (source.objectId = linked.objectIds[index]));
	await insertSources(store(), sources);
	return linked;
}

export function asked(list: Record<string, unknown> = {}): CandidateList {
	return candidateListSchema.parse(list);
}

export function commandId(): string {
	return crypto.randomUUID();
}
