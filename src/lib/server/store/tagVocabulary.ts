import type { Tag } from '#schema/label.ts';
import { collection, type Store, type Transaction } from './client.ts';
import { instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';
import { tagApplications } from './tags.ts';

/** The name is the key of the vocabulary. */
type TagDoc = Omit<Tag, 'name'> & { _id: string; createdAt: Date };

export const tagsPlan: CollectionPlan = {
	name: 'tags',
	validator: shape({
		_id: text,
		description: text,
		colour: number,
		ownerId: nullable(text),
		ownerName: nullable(text),
		synonyms: list,
		uses: number,
		createdAt: instant
	}),
	indexes: [
		// The vocabulary, most used first.
		{ key: { uses: -1, _id: 1 } },
		// A word is a synonym of one tag.
		{
			key: { synonyms: 1 },
			unique: true,
			partialFilterExpression: { 'synonyms.0': { $exists: true } }
		}
	]
};

const tags = (store: Store) => collection<TagDoc>(store, 'tags');

/** Puts a word into the vocabulary, unless it is there. */
export async function insertTag(
	store: Store,
	{ name, byId, byName, at }: { name: string; byId: string; byName: string; at: Date },
	transaction: Transaction
): Promise<void> {
	const word = {
		description: '',
		colour: colourOf(name),
		ownerId: byId,
		ownerName: byName,
		synonyms: [],
		uses: 0,
		createdAt: at
	};
	const options = { upsert: true, session: transaction };
	await tags(store).updateOne({ _id: name }, { $setOnInsert: word }, options);
}

/** Puts a tag back, or in place of another. */
export async function writeTag(store: Store, tag: Tag, transaction: Transaction): Promise<void> {
	const { name, ...rest } = tag;
	const update = { $set: rest, $setOnInsert: { createdAt: new Date() } };
	await tags(store).updateOne({ _id: name }, update, { upsert: true, session: transaction });
}

export async function deleteTag(
	store: Store,
	name: string,
	transaction: Transaction
): Promise<void> {
	await tags(store).deleteOne({ _id: name }, { session: transaction });
}

export async function findTag(
	store: Store,
	name: string,
	transaction?: Transaction
): Promise<Tag | null> {
	const doc = await tags(store).findOne({ _id: name }, { session: transaction });
	return doc && tagOf(doc);
}

/** The tag that a word stands for: the tag of this name, or the one it is a synonym of. */
export async function tagMeantBy(
	store: Store,
	word: string,
	transaction?: Transaction
): Promise<Tag | null> {
	const session = transaction;
	// Synonyms first: two commands at once may have left a tag of the same name.
	const doc =
		(await tags(store).findOne({ synonyms: word }, { session })) ??
		(await tags(store).findOne({ _id: word }, { session }));
	return doc && tagOf(doc);
}

/**
 * Counts a tag's uses anew and gives the tag. Done after the transaction: a count within it would make everybody who
 * uses a popular tag wait for everybody else.
 */
export async function recountTag(store: Store, name: string): Promise<Tag | null> {
	const uses = await tagApplications(store).countDocuments({ tag: name });
	const doc = await tags(store).findOneAndUpdate(
		{ _id: name },
		{ $set: { uses } },
		{ returnDocument: 'after' }
	);
	return doc && tagOf(doc);
}

export async function findTags(store: Store, names: string[]): Promise<Tag[]> {
	const docs = await tags(store)
		.find({ _id: { $in: names } })
		.toArray();
	return docs.map(tagOf);
}

/** Tags that go by one of the words, as their name or a synonym. */
export async function findTagsMeant(
	store: Store,
	words: string[],
	transaction?: Transaction
): Promise<Tag[]> {
	const either = { $or: [{ _id: { $in: words } }, { synonyms: { $in: words } }] };
	const docs = await tags(store).find(either, { session: transaction }).toArray();
	return docs.map(tagOf);
}

export async function listTags(store: Store, limit = 10_000): Promise<Tag[]> {
	const docs = await tags(store).find().sort({ uses: -1, _id: 1 }).limit(limit).toArray();
	return docs.map(tagOf);
}

/** Tags that begin with the text, most used first, then those that contain it in their name or a synonym. */
export async function tagsContaining(store: Store, part: string, limit: number): Promise<Tag[]> {
	const escaped = escapeRegex(part);
	const order = { uses: -1, _id: 1 } as const;
	const prefixed = await tags(store)
		.find({ _id: { $regex: `^${escaped}` } })
		.sort(order)
		.limit(limit)
		.toArray();
	if (prefixed.length === limit || part === '') return prefixed.map(tagOf);
	const inside = await tags(store)
		.find({ $or: [{ _id: { $regex: `.${escaped}` } }, { synonyms: { $regex: escaped } }] })
		.sort(order)
		.limit(limit)
		.toArray();
	const known = new Set(prefixed.map((doc) => doc._id));
	return [...prefixed, ...inside.filter((doc) => !known.has(doc._id))].slice(0, limit).map(tagOf);
}

export function escapeRegex(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A stable place on the label ramp (1 to 10) for a word nobody has given a colour. */
function colourOf(tag: string): number {
	let sum = 0;
	for (const sign of tag) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
	return 1 + (sum % 10);
}

function tagOf(doc: TagDoc): Tag {
	const { _id, description, colour, ownerId, ownerName, synonyms, uses } = doc;
	return { name: _id, description, colour, ownerId, ownerName, synonyms, uses };
}
