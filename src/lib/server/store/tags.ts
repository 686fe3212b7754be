import type { Tag, TagApplication } from '#schema/label.ts';
import { collection, without, type Store, type Transaction } from './client.ts';
import { instant, nullable, number, shape, text, type CollectionPlan } from './plan.ts';
import { newId } from './ids.ts';

/** The name is the key of the vocabulary. */
type TagDoc = Omit<Tag, 'name'> & { _id: string; createdAt: Date };
type ApplicationDoc = TagApplication & { _id: string };

export const tagsPlan: CollectionPlan = {
	name: 'tags',
	validator: shape({
		_id: text,
		description: text,
		colour: number,
		ownerId: nullable(text),
		uses: number,
		createdAt: instant
	}),
	indexes: [
		// The vocabulary, most used first.
		{ key: { uses: -1, _id: 1 } }
	]
};

export const tagApplicationsPlan: CollectionPlan = {
	name: 'tagApplications',
	validator: shape({
		_id: text,
		objectId: text,
		tag: text,
		byId: text,
		byName: text,
		at: instant,
		runId: nullable(number),
		sourceId: nullable(number)
	}),
	indexes: [
		// A tag stands on an object once.
		{ key: { objectId: 1, tag: 1 }, unique: true },
		// Objects with a tag.
		{ key: { tag: 1, objectId: 1 } }
	]
};

const tags = (store: Store) => collection<TagDoc>(store, 'tags');
const applications = (store: Store) => collection<ApplicationDoc>(store, 'tagApplications');

/** Puts a tag on an object, new words into the vocabulary. False when it was there already. */
export async function insertTagApplication(
	store: Store,
	application: TagApplication,
	transaction: Transaction
): Promise<boolean> {
	const session = transaction;
	const { objectId, tag, byId, at } = application;
	const there = await applications(store).findOne({ objectId, tag }, { session });
	if (there) return false;
	await applications(store).insertOne({ _id: newId(), ...application }, { session });
	const word = { description: '', colour: colourOf(tag), ownerId: byId, uses: 0, createdAt: at };
	await tags(store).updateOne({ _id: tag }, { $setOnInsert: word }, { upsert: true, session });
	return true;
}

/** Takes a tag off an object; the word stays. The application that was there, or null. */
export async function deleteTagApplication(
	store: Store,
	{ objectId, tag }: { objectId: string; tag: string },
	transaction: Transaction
): Promise<TagApplication | null> {
	const session = transaction;
	const removed = await applications(store).findOneAndDelete({ objectId, tag }, { session });
	return removed && applicationOf(removed);
}

/**
 * Counts a tag's uses anew and gives the tag. Done after the transaction: a count within it would make everybody who
 * uses a popular tag wait for everybody else.
 */
export async function recountTag(store: Store, name: string): Promise<Tag | null> {
	const uses = await applications(store).countDocuments({ tag: name });
	const doc = await tags(store).findOneAndUpdate(
		{ _id: name },
		{ $set: { uses } },
		{ returnDocument: 'after' }
	);
	return doc && tagOf(doc);
}

export async function describeTagWith(
	store: Store,
	{ name, ...change }: { name: string; description: string; colour: number },
	transaction: Transaction
): Promise<Tag | null> {
	const doc = await tags(store).findOneAndUpdate(
		{ _id: name },
		{ $set: change },
		{ returnDocument: 'before', session: transaction }
	);
	return doc && tagOf(doc);
}

export async function tagsOfObjects(store: Store, objectIds: string[]): Promise<TagApplication[]> {
	const docs = await applications(store)
		.find({ objectId: { $in: objectIds } })
		.sort({ at: 1, _id: 1 })
		.toArray();
	return docs.map(applicationOf);
}

export async function objectsWithTag(store: Store, tag: string): Promise<Set<string>> {
	return new Set(await applications(store).distinct('objectId', { tag }));
}

export async function findTags(store: Store, names: string[]): Promise<Tag[]> {
	const docs = await tags(store)
		.find({ _id: { $in: names } })
		.toArray();
	return docs.map(tagOf);
}

export async function listTags(store: Store, limit = 10_000): Promise<Tag[]> {
	const docs = await tags(store).find().sort({ uses: -1, _id: 1 }).limit(limit).toArray();
	return docs.map(tagOf);
}

/** Tags that begin with the text, most used first, then those that contain it. */
export async function tagsContaining(store: Store, part: string, limit: number): Promise<Tag[]> {
	const escaped = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const order = { uses: -1, _id: 1 } as const;
	const prefixed = await tags(store)
		.find({ _id: { $regex: `^${escaped}` } })
		.sort(order)
		.limit(limit)
		.toArray();
	if (prefixed.length === limit || part === '') return prefixed.map(tagOf);
	const inside = await tags(store)
		.find({ _id: { $regex: `.${escaped}` } })
		.sort(order)
		.limit(limit)
		.toArray();
	const known = new Set(prefixed.map((doc) => doc._id));
	return [...prefixed, ...inside.filter((doc) => !known.has(doc._id))].slice(0, limit).map(tagOf);
}

/** A stable place on the label ramp (1 to 10) for a word nobody has given a colour. */
function colourOf(tag: string): number {
	let sum = 0;
	for (const sign of tag) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
	return 1 + (sum % 10);
}

function tagOf({ _id, description, colour, ownerId, uses }: TagDoc): Tag {
	return { name: _id, description, colour, ownerId, uses };
}

function applicationOf(doc: ApplicationDoc): TagApplication {
	return without(doc, '_id');
}
