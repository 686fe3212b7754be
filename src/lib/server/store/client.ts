import {
	MongoBulkWriteError,
	MongoClient,
	MongoServerError,
	type ClientSession,
	type Collection,
	type Db,
	type Document
} from 'mongodb';
import { config } from '../config.ts';

/** An open database. Collection files take it as their first argument: `findQueue(store, id)`. */
export interface Store {
	client: MongoClient;
	db: Db;
}

/** Inside a transaction, handed on to every read and write that belongs to it. */
export type Transaction = ClientSession;

/** A document as it is stored: the read model with `_id` for `id`. */
export type Stored<T extends { id: string | number }> = Omit<T, 'id'> & { _id: T['id'] };

let opened: Store | null = null;

/** The database of this process, from its configuration. The driver connects at the first operation. */
export function store(): Store {
	opened ??= storeOf(config().MONGODB_URI, config().MONGODB_DB);
	return opened;
}

/** Opens a database and waits until it answers. */
export async function openStore(at: { uri: string; db: string }): Promise<Store> {
	const opening = storeOf(at.uri, at.db);
	await opening.client.connect();
	return opening;
}

/** Closes the given store, or this process's own. */
export async function closeStore(closing: Store | null = opened): Promise<void> {
	if (closing === opened) opened = null;
	await closing?.client.close();
}

/** Answers whether the database answers; for /healthz. */
export async function pingStore(pinged: Store = store()): Promise<boolean> {
	try {
		await pinged.db.command({ ping: 1 }, { timeoutMS: 2000 });
		return true;
	} catch {
		return false;
	}
}

export function collection<T extends Document>(from: Store, name: string): Collection<T> {
	return from.db.collection<T>(name);
}

/**
 * For bulk that nobody sees before a later write shows it: that one waits for the disk, and with it for everything written
 * before. Waiting at each batch would cost more than the batches.
 */
export const SEEN_LATER = { writeConcern: { w: 1 } } as const;

/** Runs `act` in a transaction; the driver repeats it when another transaction wrote the same documents. */
export async function inTransaction<R>(
	on: Store,
	act: (transaction: Transaction) => Promise<R>
): Promise<R> {
	return on.client.withSession((session) =>
		session.withTransaction(() => act(session), {
			readConcern: { level: 'snapshot' },
			writeConcern: { w: 'majority', j: true }
		})
	);
}

/** Of a write of many documents: whether nothing but duplicates went wrong. */
export function isDuplicateKey(error: unknown): boolean {
	if (error instanceof MongoBulkWriteError)
		return [error.writeErrors].flat().every(({ code }) => code === DUPLICATE_KEY);
	return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

const DUPLICATE_KEY = 11000;

/** A document without fields that its readers have no business with. */
export function without<T extends object, K extends keyof T>(doc: T, ...fields: K[]): Omit<T, K> {
	const copy = { ...doc };
	for (const field of fields) delete copy[field];
	return copy;
}

/** The read model of a stored document. */
export function withId<T extends { id: string | number }>(stored: Stored<T>): T {
	// Field by field: files are made of a hundred thousand documents, and a copy from which one is deleted takes five times as long.
	const fields: Record<string, unknown> = stored;
	const model: Record<string, unknown> = { id: fields._id };
	for (const key in fields) if (key !== '_id') model[key] = fields[key];
	// TypeScript cannot see that taking `id` out and putting it back gives T again.
	return model as unknown as T;
}

/** The document to store for a read model. */
export function withoutId<T extends { id: string | number }>(model: T): Stored<T> {
	const { id, ...rest } = model;
	return { _id: id, ...rest };
}

function storeOf(uri: string, db: string): Store {
	const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000, ignoreUndefined: true });
	return { client, db: client.db(db) };
}
