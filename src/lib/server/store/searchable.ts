import { SEARCH_KINDS, type SearchEntry, type SearchKind } from '#schema/search.ts';
import { log } from '../log.ts';
import { collection, type Store } from './client.ts';
import { escapeRegex } from './tagVocabulary.ts';

/** Fields that are read here; each collection's documents have some of them. */
interface Searchable {
	_id: string;
	name: string;
	text: string;
	description: string;
	synonyms: string[];
	uses: number;
	ownerName: string | null;
	objectId: string | null;
	target: { kind: string; id: string } | null;
	authorName: string;
	at: Date;
}

/** How one kind of thing lies in its collection. */
interface Home {
	collection: string;
	/** Fields with words in them. */
	fields: string[];
	order: Record<string, 1 | -1>;
	entryOf: (doc: Searchable) => SearchEntry;
}

const BATCH = 1000;
/** A search that would read longer gives up here, and the search engine's answer has to do. */
const PATIENCE_MS = 600;
const PLAIN = { text: '', objectId: null, target: null, byName: null, at: null, uses: 0 };

const HOMES: Record<SearchKind, Home> = {
	tag: {
		collection: 'tags',
		fields: ['_id', 'description', 'synonyms'],
		order: { uses: -1, _id: 1 },
		entryOf: ({ _id, description, synonyms, uses, ownerName }) => ({
			...PLAIN,
			kind: 'tag',
			key: _id,
			name: _id,
			text: [description, ...synonyms].filter((words) => words !== '').join(' · '),
			byName: ownerName,
			uses
		})
	},
	object: {
		collection: 'objects',
		fields: ['name'],
		order: { createdAt: -1, _id: 1 },
		entryOf: ({ _id, name }) => ({ ...PLAIN, kind: 'object', key: _id, name, objectId: _id })
	},
	comment: {
		collection: 'comments',
		fields: ['text'],
		order: { at: -1, _id: 1 },
		entryOf: ({ _id, text, objectId, target, authorName, at }) => ({
			...PLAIN,
			kind: 'comment',
			key: _id,
			name: '',
			text,
			objectId,
			target,
			byName: authorName,
			at
		})
	},
	note: {
		collection: 'noteTexts',
		fields: ['text'],
		order: { at: -1, _id: 1 },
		entryOf: ({ _id, text, at }) => ({
			...PLAIN,
			kind: 'note',
			key: _id,
			name: '',
			text,
			objectId: /^object-(.+)$/.exec(_id)?.[1] ?? null,
			target: roomTarget(_id),
			at
		})
	}
};

/** Entries that contain every one of the words, whatever their case: the database's own answer, never behind. */
export async function entriesContaining(
	store: Store,
	{ kind, words, limit }: { kind: SearchKind; words: string[]; limit: number }
): Promise<SearchEntry[]> {
	const { collection: name, fields, order, entryOf } = HOMES[kind];
	const contains = words.map((word) => {
		const $regex = escapeRegex(word);
		return { $or: fields.map((field) => ({ [field]: { $regex, $options: 'i' } })) };
	});
	try {
		const docs = await documents(store, name)
			.find({ $and: contains }, { maxTimeMS: PATIENCE_MS })
			.sort(order)
			.limit(limit)
			.toArray();
		return docs.map(entryOf);
	} catch (error) {
		log.warn('a search of the database took too long', { kind, error: String(error) });
		return [];
	}
}

/** The entries of these keys as they are now; those that are gone are left out. */
export async function findEntries(
	store: Store,
	kind: SearchKind,
	keys: string[]
): Promise<SearchEntry[]> {
	const { collection: name, entryOf } = HOMES[kind];
	if (keys.length === 0) return [];
	const docs = await documents(store, name)
		.find({ _id: { $in: keys } })
		.toArray();
	return docs.map(entryOf);
}

/** Everything that can be searched, batch by batch. */
export async function* allEntries(store: Store): AsyncGenerator<SearchEntry[]> {
	for (const kind of SEARCH_KINDS) {
		const { collection: name, entryOf } = HOMES[kind];
		let batch: SearchEntry[] = [];
		for await (const doc of documents(store, name).find({}, { batchSize: BATCH })) {
			batch.push(entryOf(doc));
			if (batch.length < BATCH) continue;
			yield batch;
			batch = [];
		}
		yield batch;
	}
}

/** Which kind lies in a collection. */
export function kindIn(collectionName: string): SearchKind | null {
	return SEARCH_KINDS.find((kind) => HOMES[kind].collection === collectionName) ?? null;
}

export const SEARCHED_COLLECTIONS = SEARCH_KINDS.map((kind) => HOMES[kind].collection);

function documents(store: Store, name: string) {
	return collection<Searchable>(store, name);
}

function roomTarget(room: string): SearchEntry['target'] {
	const [, kind, id] = /^([a-z]+)-(.+)$/.exec(room) ?? [];
	return kind && id ? { kind, id } : null;
}
