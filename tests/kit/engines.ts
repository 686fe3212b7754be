import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Meilisearch } from 'meilisearch';
import { MongoClient } from 'mongodb';

/** What a process needs to know to work on one throw-away installation. */
export interface TestEnvironment {
	MONGODB_URI: string;
	MONGODB_DB: string;
	REDIS_URL: string;
	MEILI_URL: string;
	MEILI_KEY: string;
	CAUSTIC_DATA_DIR: string;
	PIPELINE_WORKING_DIR: string;
	RAW_IMAGE_DIR: string;
}

/** A database name and folders that nobody else uses, on the engines given by the environment. */
export function newEnvironment(): TestEnvironment {
	const folder = mkdtempSync(join(tmpdir(), 'caustic-test-'));
	const environment = {
		MONGODB_URI: given('MONGODB_URI'),
		MONGODB_DB: `caustic_test_${randomBytes(6).toString('hex')}`,
		REDIS_URL: given('REDIS_URL'),
		MEILI_URL: given('MEILI_URL'),
		MEILI_KEY: process.env.MEILI_KEY ?? '',
		CAUSTIC_DATA_DIR: folder,
		PIPELINE_WORKING_DIR: join(folder, 'pipeline-runs'),
		RAW_IMAGE_DIR: join(folder, 'raw-images')
	};
	mkdirSync(environment.PIPELINE_WORKING_DIR);
	mkdirSync(environment.RAW_IMAGE_DIR);
	return environment;
}

/** Removes the database, the Redis keys, the search indexes and the folders that carry its name. */
export async function dropEnvironment(environment: TestEnvironment): Promise<void> {
	const name = environment.MONGODB_DB;
	// The name is the only thing that tells a test's database from somebody's work.
	if (!/^caustic_test_[0-9a-f]{12}$/.test(name)) throw new Error(`${name} is no test database`);
	await dropDatabase(environment.MONGODB_URI, name);
	await dropKeys(environment.REDIS_URL, name);
	await dropIndexes(environment);
	rmSync(environment.CAUSTIC_DATA_DIR, { recursive: true, force: true });
}

async function dropDatabase(uri: string, name: string): Promise<void> {
	const client = new MongoClient(uri);
	try {
		await client.db(name).dropDatabase();
	} finally {
		await client.close();
	}
}

async function dropKeys(url: string, name: string): Promise<void> {
	const redis = new Redis(url);
	try {
		let cursor = '0';
		do {
			const [next, keys] = await redis.scan(cursor, 'MATCH', `*${name}*`, 'COUNT', 1000);
			if (keys.length > 0) await redis.unlink(keys);
			cursor = next;
		} while (cursor !== '0');
	} finally {
		redis.disconnect();
	}
}

async function dropIndexes(environment: TestEnvironment): Promise<void> {
	const search = new Meilisearch({ host: environment.MEILI_URL, apiKey: environment.MEILI_KEY });
	const { results } = await search.getIndexes({ limit: 1000 });
	const own = results.filter((index) => index.uid.startsWith(environment.MONGODB_DB));
	await Promise.all(own.map((index) => search.deleteIndex(index.uid)));
}

function given(name: 'MONGODB_URI' | 'REDIS_URL' | 'MEILI_URL'): string {
	const url = process.env[name];
	if (!url) {
		throw new Error(
			`${name} is not set: start these tests with \`npm run test:contract\`, which brings the engines.`
		);
	}
	return url;
}
