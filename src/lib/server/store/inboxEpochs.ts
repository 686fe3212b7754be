import type { InboxEpoch, InboxState, SeenFile } from '#schema/inbox.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, nullable, number, record, shape, text, type CollectionPlan } from './plan.ts';

interface EpochDoc extends Stored<InboxEpoch> {
	/** `runId/image name` of an epoch that was taken: a run has one image of a name. */
	identity?: string;
	/** `runId/key` of one that waits for files of the folder. */
	openKey?: string;
}

export const inboxEpochsPlan: CollectionPlan = {
	name: 'inboxEpochs',
	validator: shape({
		_id: text,
		runId: number,
		key: text,
		name: text,
		files: record,
		sha256: nullable(text),
		observedAt: nullable(instant),
		state: text,
		reason: nullable(text),
		origin: text,
		arrivedAt: instant,
		completeAt: nullable(instant),
		startedAt: nullable(instant),
		publishedAt: nullable(instant),
		queuedAt: nullable(instant)
	}),
	indexes: [
		// None twice, whoever watches meanwhile.
		{ key: { identity: 1 }, unique: true, sparse: true },
		{ key: { openKey: 1 }, unique: true, sparse: true },
		// What is to be started, in the order in which it was observed.
		{ key: { runId: 1, state: 1, observedAt: 1 } },
		// Whether its files belong to one that was taken.
		{ key: { runId: 1, key: 1 } },
		// The latest on the page, for one run and for all.
		{ key: { runId: 1, arrivedAt: -1, _id: -1 } },
		{ key: { arrivedAt: -1, _id: -1 } },
		// How long it takes from file to candidate.
		{ key: { queuedAt: -1 } }
	]
};

const epochs = (store: Store) => collection<EpochDoc>(store, 'inboxEpochs');
const identityOf = ({ runId, name }: Pick<InboxEpoch, 'runId' | 'name'>) => `${runId}/${name}`;

/** Times of every epoch whose candidates came into the queue since then, the latest first. */
export async function latencies(
	store: Store,
	since: Date
): Promise<
	Pick<
		InboxEpoch,
		'id' | 'runId' | 'name' | 'arrivedAt' | 'completeAt' | 'startedAt' | 'publishedAt' | 'queuedAt'
	>[]
> {
	const docs = await epochs(store)
		.find({ queuedAt: { $gte: since } })
		.sort({ queuedAt: -1 })
		.limit(5000)
		.toArray();
	return docs.map(epochOf);
}

/** Notes what a group of files waits for; one note per group, however often it is looked at. */
export async function putWaiting(
	store: Store,
	epoch: Pick<InboxEpoch, 'id' | 'runId' | 'key' | 'name' | 'files' | 'reason' | 'arrivedAt'>
): Promise<void> {
	const openKey = `${epoch.runId}/${epoch.key}`;
	const { id, runId, key, ...found } = epoch;
	await epochs(store).updateOne(
		{ openKey },
		{
			$set: found,
			$setOnInsert: { ...NOTHING_YET, _id: id, openKey, runId, key, state: 'waiting' }
		},
		{ upsert: true }
	);
}

const NOTHING_YET = {
	sha256: null,
	observedAt: null,
	movedTo: null,
	origin: 'folder',
	byId: null,
	byName: null,
	completeAt: null,
	startedAt: null,
	publishedAt: null,
	queuedAt: null
} as const;

/** Groups whose files are gone, or complete, wait no longer. */
export async function deleteWaiting(store: Store, runId: number, keys: string[]): Promise<void> {
	const openKeys = keys.map((key) => `${runId}/${key}`);
	await epochs(store).deleteMany({ openKey: { $in: openKeys } });
}

export async function waitingKeys(store: Store, runId: number): Promise<string[]> {
	const docs = await epochs(store)
		.find({ runId, state: 'waiting', openKey: { $exists: true } }, { projection: { key: 1 } })
		.toArray();
	return docs.map(({ key }) => key);
}

/** Takes an epoch in, in place of what it waited as. Fails with a duplicate key when the run has an image of the name. */
export async function insertEpoch(
	store: Store,
	epoch: InboxEpoch,
	transaction: Transaction
): Promise<void> {
	const session = transaction;
	await epochs(store).deleteOne({ openKey: `${epoch.runId}/${epoch.key}` }, { session });
	const taken = epoch.state === 'ready' ? { identity: identityOf(epoch) } : {};
	await epochs(store).insertOne({ ...withoutId(epoch), ...taken }, { session });
}

export async function findEpoch(store: Store, id: string): Promise<InboxEpoch | null> {
	const doc = await epochs(store).findOne({ _id: id });
	return doc && epochOf(doc);
}

/** Epochs that were sent by the API and nobody has checked yet. */
export async function postedEpochs(store: Store): Promise<InboxEpoch[]> {
	const docs = await epochs(store)
		.find({ state: 'waiting', origin: 'api' })
		.sort({ arrivedAt: 1, _id: 1 })
		.limit(500)
		.toArray();
	return docs.map(epochOf);
}

/** Takes in an epoch that was sent by the API. Fails with a duplicate key when the run has an image of the name. */
export async function takePosted(
	store: Store,
	epoch: InboxEpoch,
	checked: Pick<InboxEpoch, 'files' | 'sha256' | 'observedAt' | 'completeAt'>
): Promise<void> {
	await epochs(store).updateOne(
		{ _id: epoch.id, state: 'waiting' },
		{ $set: { ...checked, state: 'ready', reason: null, identity: identityOf(epoch) } }
	);
}

/** The epoch of this image that the run's inbox took, whatever its content. */
export async function findTaken(
	store: Store,
	of: Pick<InboxEpoch, 'runId' | 'name'>
): Promise<InboxEpoch | null> {
	const doc = await epochs(store).findOne({ identity: identityOf(of) });
	return doc && epochOf(doc);
}

/** The epoch whose files had these names. */
export async function findTakenByKey(
	store: Store,
	{ runId, key }: Pick<InboxEpoch, 'runId' | 'key'>
): Promise<InboxEpoch | null> {
	const doc = await epochs(store).findOne({ runId, key, identity: { $exists: true } });
	return doc && epochOf(doc);
}

/** An epoch of the same content under another name. */
export async function findSameContent(
	store: Store,
	{ runId, sha256 }: { runId: number; sha256: string }
): Promise<InboxEpoch | null> {
	const doc = await epochs(store).findOne({ runId, sha256, identity: { $exists: true } });
	return doc && epochOf(doc);
}

/** In date order. */
export async function epochsIn(
	store: Store,
	runId: number,
	states: InboxState[]
): Promise<InboxEpoch[]> {
	const docs = await epochs(store)
		.find({ runId, state: { $in: states } })
		.sort({ observedAt: 1, name: 1 })
		.toArray();
	return docs.map(epochOf);
}

export async function runsWithWork(store: Store): Promise<number[]> {
	return epochs(store).distinct('runId', { state: { $in: ['ready', 'processing', 'published'] } });
}

type Change = Partial<
	Pick<
		InboxEpoch,
		'state' | 'reason' | 'startedAt' | 'publishedAt' | 'queuedAt' | 'movedTo' | 'files'
	>
>;

/** Changes epochs that are in this state still. One that is not taken after all gives its name free. */
export async function moveEpochs(
	store: Store,
	{ ids, from }: { ids: readonly string[]; from: InboxState },
	change: Change
): Promise<void> {
	const isGivenUp = change.state === 'quarantined' || change.state === 'duplicate';
	await epochs(store).updateMany(
		{ _id: { $in: [...ids] }, state: from },
		{ $set: change, ...(isGivenUp ? { $unset: { identity: true } } : {}) }
	);
}

/** Files that were judged already, for a worker that starts anew; the latest judgement of a path counts. */
export async function* judgedFiles(store: Store, runId: number): AsyncGenerator<SeenFile> {
	const cursor = epochs(store)
		.find({ runId, state: { $ne: 'waiting' } }, { projection: { files: 1 } })
		.sort({ arrivedAt: 1, _id: 1 });
	for await (const { files } of cursor)
		for (const file of Object.values(files)) if (file) yield file;
}

/** The latest that arrived, of a run or of all. */
export async function listEpochs(
	store: Store,
	{ runId, state, after }: { runId?: number; state?: InboxState; after?: InboxEpoch | null },
	limit: number
): Promise<InboxEpoch[]> {
	const docs = await epochs(store)
		.find({
			...(runId === undefined ? {} : { runId }),
			...(state ? { state } : {}),
			...(after
				? {
						$or: [
							{ arrivedAt: { $lt: after.arrivedAt } },
							{ arrivedAt: after.arrivedAt, _id: { $lt: after.id } }
						]
					}
				: {})
		})
		.sort({ arrivedAt: -1, _id: -1 })
		.limit(limit)
		.toArray();
	return docs.map(epochOf);
}

/** How many epochs are in which state, of a run or of all. */
export async function countEpochs(
	store: Store,
	runId?: number
): Promise<Partial<Record<InboxState, number>>> {
	const groups = await epochs(store)
		.aggregate<{ _id: InboxState; n: number }>([
			{ $match: runId === undefined ? {} : { runId } },
			{ $group: { _id: '$state', n: { $sum: 1 } } }
		])
		.toArray();
	return Object.fromEntries(groups.map(({ _id, n }) => [_id, n]));
}

function epochOf(doc: EpochDoc): InboxEpoch {
	const { identity: _identity, openKey: _openKey, ...epoch } = doc;
	return withId<InboxEpoch>(epoch);
}
