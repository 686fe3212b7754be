import type { Tag, TagChange } from '#schema/label.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';
import { tagApplications, type ApplicationDoc } from './tags.ts';

/** A change with what its undoing needs: the words as they were, and the applications that gave way to others. */
export type TagChangeKept = TagChange & {
	fromBefore: Tag | null;
	intoBefore: Tag | null;
	gaveWay: ApplicationDoc[];
};

export const tagChangesPlan: CollectionPlan = {
	name: 'tagChanges',
	validator: shape({
		_id: text,
		kind: { enum: ['rename', 'merge', 'batch'] },
		from: nullable(text),
		into: text,
		changed: number,
		doubles: number,
		byId: text,
		byName: text,
		at: instant,
		undoneByName: nullable(text),
		undoneAt: nullable(instant),
		gaveWay: list
	}),
	indexes: [
		// The latest changes.
		{ key: { at: -1 } },
		// What happened to a word since.
		{ key: { from: 1, undoneAt: 1 } }
	]
};

const changes = (store: Store) => collection<Stored<TagChangeKept>>(store, 'tagChanges');

export async function insertTagChange(
	store: Store,
	change: TagChangeKept,
	transaction: Transaction
): Promise<void> {
	await changes(store).insertOne(withoutId(change), { session: transaction });
}

export async function findTagChange(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<TagChangeKept | null> {
	const doc = await changes(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<TagChangeKept>(doc);
}

/** Renames and merges, not undone, that took the word away. */
export async function laterChangeOf(
	store: Store,
	word: string,
	transaction: Transaction
): Promise<TagChange | null> {
	const doc = await changes(store).findOne(
		{ from: word, undoneAt: null },
		{ session: transaction, sort: { at: -1 } }
	);
	return doc && changeOf(doc);
}

export async function markTagChangeUndone(
	store: Store,
	{ id, byName, at }: { id: string; byName: string; at: Date },
	transaction: Transaction
): Promise<void> {
	const undone = { $set: { undoneByName: byName, undoneAt: at } };
	await changes(store).updateOne({ _id: id }, undone, { session: transaction });
}

/** The latest first; of one word only, when it is given. */
export async function latestTagChanges(
	store: Store,
	{ limit, word }: { limit: number; word?: string }
): Promise<TagChange[]> {
	const docs = await changes(store)
		.find(word === undefined ? {} : { $or: [{ from: word }, { into: word }] })
		.project<Omit<Stored<TagChangeKept>, 'gaveWay'>>({ gaveWay: 0 })
		.sort({ at: -1, _id: 1 })
		.limit(limit)
		.toArray();
	return docs.map((doc) => changeOf({ ...doc, gaveWay: [] }));
}

/** Applications of `from` on things that carry `into` too. */
export async function doubleApplications(
	store: Store,
	{ from, into }: { from: string; into: string },
	transaction?: Transaction
): Promise<ApplicationDoc[]> {
	return tagApplications(store)
		.aggregate<ApplicationDoc & { both: ApplicationDoc[] }>(
			[
				{ $match: { tag: from } },
				{
					$lookup: {
						from: 'tagApplications',
						let: { kind: '$target.kind', id: '$target.id' },
						pipeline: [
							{
								$match: {
									$expr: {
										$and: [
											{ $eq: ['$tag', into] },
											{ $eq: ['$target.kind', '$$kind'] },
											{ $eq: ['$target.id', '$$id'] }
										]
									}
								}
							}
						],
						as: 'both'
					}
				},
				{ $match: { 'both.0': { $exists: true } } }
			],
			{ session: transaction }
		)
		.map((doc) => without(doc, 'both'))
		.toArray();
}

/** Takes away the doubles and makes the rest of `from` applications of `into`; how many those are. */
export async function turnApplications(
	store: Store,
	{
		from,
		into,
		changeId,
		gaveWay
	}: { from: string; into: string; changeId: string; gaveWay: ApplicationDoc[] },
	transaction: Transaction
): Promise<number> {
	const session = transaction;
	const ids = gaveWay.map((doc) => doc._id);
	if (ids.length > 0) await tagApplications(store).deleteMany({ _id: { $in: ids } }, { session });
	const turned = await tagApplications(store).updateMany(
		{ tag: from },
		{ $set: { tag: into }, $push: { changeIds: changeId } },
		{ session }
	);
	return turned.modifiedCount;
}

/** Makes what a change had turned into `into` applications of `from` again, and brings back what gave way. */
export async function turnApplicationsBack(
	store: Store,
	{ id: changeId, kind, from, into, gaveWay }: TagChangeKept & { from: string },
	transaction: Transaction
): Promise<{ turned: number; returned: number }> {
	const session = transaction;
	const back = await tagApplications(store).updateMany(
		// A word that was only renamed takes along what it was put on since.
		kind === 'rename' ? { tag: into } : { changeIds: changeId, tag: into },
		{ $set: { tag: from }, $pull: { changeIds: changeId } },
		{ session }
	);
	const standing = new Set<string>();
	const found = tagApplications(store).find({ tag: into }, { session });
	for await (const { target } of found) standing.add(`${target.kind} ${target.id}`);
	// Whoever took the joint tag off since meant both words.
	const returning = gaveWay.filter(({ target }) => standing.has(`${target.kind} ${target.id}`));
	if (returning.length > 0) await tagApplications(store).insertMany(returning, { session });
	return { turned: back.modifiedCount, returned: returning.length };
}

/** Turns what a command under way has left under a word that is no more. */
export async function turnStragglers(
	store: Store,
	{ from, into }: { from: string; into: string },
	transaction: Transaction
): Promise<void> {
	const gaveWay = await doubleApplications(store, { from, into }, transaction);
	const ids = gaveWay.map((doc) => doc._id);
	const session = transaction;
	await tagApplications(store).deleteMany({ _id: { $in: ids } }, { session });
	await tagApplications(store).updateMany({ tag: from }, { $set: { tag: into } }, { session });
}

function changeOf(doc: Stored<TagChangeKept>): TagChange {
	return withId<TagChange>(without(doc, 'fromBefore', 'intoBefore', 'gaveWay'));
}
