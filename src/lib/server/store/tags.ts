import type {
	AppliedTag,
	ObjectTag,
	TagApplication,
	TaggedKind,
	TagTarget
} from '#schema/label.ts';
import { collection, without, type Store, type Transaction } from './client.ts';
import { newId } from './ids.ts';
import {
	instant,
	list,
	nullable,
	number,
	record,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

export interface ApplicationDoc extends TagApplication {
	_id: string;
	/** The object, where it is one: as in every collection whose documents hold on to an object. */
	objectId: string | null;
	/** The batch it was put there with. */
	batchId: string | null;
	/** Changes of the vocabulary that turned it into this tag, the latest last. */
	changeIds: string[];
}

export const tagApplicationsPlan: CollectionPlan = {
	name: 'tagApplications',
	validator: shape({
		_id: text,
		target: record,
		objectId: nullable(text),
		tag: text,
		byId: text,
		byName: text,
		at: instant,
		runId: nullable(number),
		sourceId: nullable(number),
		batchId: nullable(text),
		changeIds: list
	}),
	indexes: [
		// A tag stands on a thing once.
		{ key: { 'target.kind': 1, 'target.id': 1, tag: 1 }, unique: true },
		// Things with a tag.
		{ key: { tag: 1, 'target.kind': 1, 'target.id': 1 } },
		// Whether anything holds on to an object.
		{ key: { objectId: 1 } },
		// Undoing a batch.
		{ key: { batchId: 1 }, partialFilterExpression: { batchId: { $type: 'string' } } },
		// Undoing a change of the vocabulary.
		{ key: { changeIds: 1 } }
	]
};

export const tagApplications = (store: Store) =>
	collection<ApplicationDoc>(store, 'tagApplications');

/** A new application as it is stored. */
export function applicationDoc(
	{ target, tag, byId, byName, at, runId, sourceId }: TagApplication | AppliedTag,
	batchId: string | null = null
): ApplicationDoc {
	const objectId = target.kind === 'object' ? target.id : null;
	const said = { target, tag, byId, byName, at, runId, sourceId };
	return { _id: newId(), ...said, objectId, batchId, changeIds: [] };
}

/** Puts a tag on something. False when it was there already. */
export async function insertTagApplication(
	store: Store,
	application: TagApplication | AppliedTag,
	transaction: Transaction
): Promise<boolean> {
	const session = transaction;
	const there = await tagApplications(store).findOne(
		applicationKey(application.target, application.tag),
		{ session }
	);
	if (there) return false;
	await tagApplications(store).insertOne(applicationDoc(application), { session });
	return true;
}

/** Puts one tag on many things of a kind, as one batch; gives those that did not have it. */
export async function insertTagBatch(
	store: Store,
	{ batchId, applications }: { batchId: string; applications: TagApplication[] },
	transaction: Transaction
): Promise<TagApplication[]> {
	const session = transaction;
	const [first] = applications;
	const there = await tagApplications(store)
		.find(
			{
				tag: first.tag,
				'target.kind': first.target.kind,
				'target.id': { $in: applications.map(({ target }) => target.id) }
			},
			{ session }
		)
		.toArray();
	const had = new Set(there.map(({ target }) => target.id));
	const fresh = applications.filter(({ target }) => !had.has(target.id));
	if (fresh.length > 0) {
		const docs = fresh.map((application) => applicationDoc(application, batchId));
		await tagApplications(store).insertMany(docs, { session });
	}
	return fresh;
}

/** Takes away what a batch has put and nobody has taken off since. */
export async function deleteTagBatch(
	store: Store,
	batchId: string,
	transaction: Transaction
): Promise<TagApplication[]> {
	const docs = await tagApplications(store).find({ batchId }, { session: transaction }).toArray();
	await tagApplications(store).deleteMany({ batchId }, { session: transaction });
	return docs.map(applicationOf);
}

/** Takes a tag off something; the word stays. The application that was there, or null. */
export async function deleteTagApplication(
	store: Store,
	{ target, tag }: { target: TagTarget; tag: string },
	transaction: Transaction
): Promise<TagApplication | null> {
	const session = transaction;
	const removed = await tagApplications(store).findOneAndDelete(applicationKey(target, tag), {
		session
	});
	return removed && applicationOf(removed);
}

/** Oldest first. */
export async function tagsOf(
	store: Store,
	kind: TaggedKind,
	ids: string[]
): Promise<TagApplication[]> {
	const docs = await tagApplications(store)
		.find({ 'target.kind': kind, 'target.id': { $in: ids } })
		.sort({ at: 1, _id: 1 })
		.toArray();
	return docs.map(applicationOf);
}

export async function tagsOfObjects(store: Store, objectIds: string[]): Promise<ObjectTag[]> {
	const applications = await tagsOf(store, 'object', objectIds);
	return applications.map((application) => ({ ...application, objectId: application.target.id }));
}

/** What carries a tag, the latest first. */
export async function applicationsOfTag(
	store: Store,
	tag: string,
	limit: number
): Promise<TagApplication[]> {
	const docs = await tagApplications(store)
		.find({ tag })
		.sort({ at: -1, _id: 1 })
		.limit(limit)
		.toArray();
	return docs.map(applicationOf);
}

/** How many things of each kind carry a tag. */
export async function countByKind(
	store: Store,
	tag: string
): Promise<Partial<Record<TaggedKind, number>>> {
	const counts = await tagApplications(store)
		.aggregate<{
			_id: TaggedKind;
			n: number;
		}>([{ $match: { tag } }, { $group: { _id: '$target.kind', n: { $sum: 1 } } }])
		.toArray();
	return Object.fromEntries(counts.map(({ _id, n }) => [_id, n]));
}

/** Objects with each of the tags. */
export async function objectsWithTags(
	store: Store,
	tags: string[]
): Promise<Map<string, Set<string>>> {
	const sets = new Map(tags.map((tag) => [tag, new Set<string>()]));
	// Read from the index alone, and handed over in a few documents rather than one for each object: a tenth of the time.
	// A document holds at most 16 MB, so that ids are grouped by their first sign.
	const found = tagApplications(store).aggregate<{ _id: { tag: string }; ids: string[] }>(
		[
			{ $match: { tag: { $in: tags }, 'target.kind': 'object' } },
			{ $project: { _id: 0, tag: 1, 'target.id': 1 } },
			{
				$group: {
					_id: { tag: '$tag', sign: { $substrBytes: ['$target.id', 0, 1] } },
					ids: { $push: '$target.id' }
				}
			}
		],
		{ hint: { tag: 1, 'target.kind': 1, 'target.id': 1 } }
	);
	for await (const { _id, ids } of found) {
		const set = sets.get(_id.tag);
		for (const id of ids) set?.add(id);
	}
	return sets;
}

function applicationKey(target: TagTarget, tag: string) {
	return { 'target.kind': target.kind, 'target.id': target.id, tag };
}

export function applicationOf(doc: ApplicationDoc): TagApplication {
	return without(doc, '_id', 'objectId', 'batchId', 'changeIds');
}

/** For migrations, before the new unique index: tags of a version that knew them on objects only. */
export async function noteTagTargets(db: Store['db']): Promise<void> {
	const old = db.collection('tagApplications');
	await old.updateMany({ target: { $exists: false } }, [
		{
			$set: {
				target: { kind: 'object', id: '$objectId' },
				batchId: null,
				changeIds: []
			}
		}
	]);
	const known = await db.listCollections({ name: 'tagApplications' }).hasNext();
	const indexes = known ? await old.indexes() : [];
	if (indexes.some(({ name }) => name === 'objectId_1_tag_1'))
		await old.dropIndex('objectId_1_tag_1');
	if (indexes.some(({ name }) => name === 'tag_1_objectId_1'))
		await old.dropIndex('tag_1_objectId_1');
	await db
		.collection('tags')
		.updateMany({ synonyms: { $exists: false } }, { $set: { synonyms: [], ownerName: null } });
}
