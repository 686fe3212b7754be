import { closeSync, openSync, readSync } from 'node:fs';
import type { Collection, Document } from 'mongodb';
import type { Store } from '#server/store/client.ts';

const CHUNK_BYTES = 1 << 20;
const WRITTEN = ['measurements', 'images', 'sources', 'objects'];
/** Documents to an insert, as the pipeline sends them. */
const BATCH_DOCUMENTS = 250;

/**
 * What no program could do without: reading the input once, and MongoDB accepting the documents of the run that
 * was just made, under the same indexes. Seconds.
 */
export async function floorSeconds(
	store: Store,
	files: string[]
): Promise<{ read: number; insert: number; documents: number }> {
	const read = secondsOf(() => {
		const chunk = Buffer.alloc(CHUNK_BYTES);
		for (const file of files) readThrough(file, chunk);
	});
	let insert = 0;
	let documents = 0;
	for (const name of WRITTEN) {
		const from = store.db.collection(name);
		const into = store.db.collection(`floor_${name}`);
		const indexes = (await from.indexes()).filter((index) => index.name !== '_id_');
		for (const { key, name: as, partialFilterExpression: only } of indexes)
			await into.createIndex(key, {
				name: as ?? name,
				...(only ? { partialFilterExpression: only } : {})
			});
		documents += await from.countDocuments();
		insert += await copySeconds(from, into);
		await into.drop();
	}
	return { read, insert, documents };
}

/** Reading the documents back is not counted. */
async function copySeconds(from: Collection, into: Collection): Promise<number> {
	let spent = 0;
	let batch: Document[] = [];
	const flush = async () => {
		const started = performance.now();
		await into.insertMany(batch, { ordered: false });
		spent += performance.now() - started;
		batch = [];
	};
	for await (const document of from.find()) {
		batch.push(document);
		if (batch.length === BATCH_DOCUMENTS) await flush();
	}
	if (batch.length) await flush();
	return spent / 1000;
}

function readThrough(file: string, chunk: Buffer): void {
	const fd = openSync(file, 'r');
	try {
		while (readSync(fd, chunk) > 0);
	} finally {
		closeSync(fd);
	}
}

function secondsOf(act: () => void): number {
	const started = performance.now();
	act();
	return (performance.now() - started) / 1000;
}
