import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeStore, openStore, type Store } from '#server/store/client.ts';
import { COLLECTIONS } from '#server/store/collections.ts';
import { migrate } from '#server/store/migrate.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';

const environment = ownDatabase();
let database: Store;

beforeAll(async () => {
	database = await openStore({ uri: environment.MONGODB_URI, db: environment.MONGODB_DB });
});
afterAll(() => closeStore(database));

test('three processes that start at once migrate once', async () => {
	const ran = await Promise.all([migrate(database), migrate(database), migrate(database)]);
	expect(ran.flat()).toEqual(['0001-collections.cjs']);
});

test('every collection has its validator and its indexes', async () => {
	const found = await database.db.listCollections().toArray();
	const names = found.map((collection) => collection.name);
	for (const plan of COLLECTIONS) {
		expect(names).toContain(plan.name);
		const indexes = await database.db.collection(plan.name).indexes();
		expect(indexes.length, plan.name).toBe(plan.indexes.length + 1);
	}
	const queue = database.db.collection('queues').insertOne({ name: 'without anything else' });
	await expect(queue).rejects.toThrow('Document failed validation');
});

test('a failed migration throws its reason, and the next attempt runs it again', async () => {
	let broken = true;
	const failing = {
		'0002-fails-once': {
			up: () => (broken ? Promise.reject(new Error('no space left')) : Promise.resolve())
		}
	};
	await expect(migrate(database, failing)).rejects.toThrow(
		'Could not migrate up 0002-fails-once.cjs: no space left'
	);
	broken = false;
	expect(await migrate(database, failing)).toEqual(['0002-fails-once.cjs']);
});
