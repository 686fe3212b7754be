import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeStore, openStore, type Store } from '#server/store/client.ts';
import { COLLECTIONS } from '#server/store/collections.ts';
import { migrate } from '#server/store/migrate.ts';
import { packFlags, packFloats, packTexts } from '#server/store/binary.ts';
import { insertSources, readLightCurve } from '#server/store/sources.ts';
import { tagsOfObjects } from '#server/store/tags.ts';
import { newSource } from './builders.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';

const environment = ownDatabase();
let database: Store;

beforeAll(async () => {
	database = await openStore({ uri: environment.MONGODB_URI, db: environment.MONGODB_DB });
});
afterAll(() => closeStore(database));

test('three processes that start at once migrate once', async () => {
	const ran = await Promise.all([migrate(database), migrate(database), migrate(database)]);
	expect(ran.flat()).toEqual([
		'0001-collections.cjs',
		'0002-whole-pipeline.cjs',
		'0003-vetting-together.cjs',
		'0004-exploring.cjs',
		'0005-running.cjs',
		'0006-hidden-tests.cjs',
		'0007-hidden-repeats.cjs',
		'0008-row-order.cjs',
		'0009-imports-and-voters.cjs'
	]);
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

test('light curves, images and runs of an earlier version are brought to the present form', async () => {
	const { db } = database;
	const numbers = [
		'mjd',
		'fluxPeak',
		'fluxPeakErr',
		'fluxInt',
		'fluxIntErr',
		'localRms',
		'd2d',
		'dr'
	];
	const others = ['frequencyMhz', 'imageId', 'measurementId', 'ra', 'dec'];
	const columns = [...numbers, ...others].map(
		(key, place) => [key, packFloats([place, place + 0.5])] as const
	);
	const lightCurve = {
		...Object.fromEntries(columns),
		forced: packFlags([0, 1]),
		imageName: packTexts(['a.fits', 'b.fits']),
		measurementName: packTexts(['SB_1a', 'SB_2a'])
	};
	const source = newSource(1, { runId: 1, ra: 150, dec: -30 });
	await insertSources(database, [source]);
	await db.collection<{ _id: number }>('sources').updateOne({ _id: 1 }, { $set: { lightCurve } });
	await db.collection<{ _id: number }>('migrations').deleteOne({ fileName: /whole-pipeline/ });
	expect(await migrate(database)).toEqual(['0002-whole-pipeline.cjs']);
	const curve = await readLightCurve(database, 1);
	expect(curve).toMatchObject({
		mjd: [0, 0.5],
		fluxPeak: [1, 1.5],
		dec: [12, 12.5],
		forced: [false, true],
		measurementName: ['SB_1a', 'SB_2a']
	});
});

test('tags of an earlier version, which knew objects only, are tags on those objects', async () => {
	const { db } = database;
	const options = { bypassDocumentValidation: true };
	const by = { byId: 'u', byName: 'Ana', at: new Date(), runId: 1, sourceId: 1 };
	const tags = ['ese', 'pulsar'].map((tag) => ({ _id: tag, objectId: 'object1', tag, ...by }));
	await db.collection<{ _id: string }>('tagApplications').insertMany(tags, options);
	await db.collection('tagApplications').createIndex({ objectId: 1, tag: 1 }, { unique: true });
	await db.collection<{ _id: number }>('migrations').deleteOne({ fileName: /vetting-together/ });
	await migrate(database);
	const found = await tagsOfObjects(database, ['object1']);
	expect(found.map(({ tag, target }) => [tag, target.kind])).toEqual([
		['ese', 'object'],
		['pulsar', 'object']
	]);
	const indexes = await db.collection('tagApplications').indexes();
	expect(indexes.map(({ name }) => name)).not.toContain('objectId_1_tag_1');
});

test('a failed migration throws its reason, and the next attempt runs it again', async () => {
	let broken = true;
	const failing = {
		'0099-fails-once': {
			up: () => (broken ? Promise.reject(new Error('no space left')) : Promise.resolve())
		}
	};
	await expect(migrate(database, failing)).rejects.toThrow(
		'Could not migrate up 0099-fails-once.cjs: no space left'
	);
	broken = false;
	expect(await migrate(database, failing)).toEqual(['0099-fails-once.cjs']);
});
