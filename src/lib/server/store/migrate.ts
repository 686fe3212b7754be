import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db, MongoClient } from 'mongodb';
// @ts-expect-error migrate-mongo carries no types; MigrateMongo below names what is used.
import * as untypedMigrateMongo from 'migrate-mongo';
import { MIGRATIONS } from '../../../../migrations/all.ts';
import type { Store } from './client.ts';
import { withLock } from './locks.ts';
import type { Migration } from './migration.ts';

interface MigrateMongo {
	config: { set(settings: Record<string, unknown>): void };
	up(db: Db, client: MongoClient): Promise<string[]>;
}

const migrateMongo = untypedMigrateMongo as unknown as MigrateMongo;

/**
 * Runs the migrations that the database has not seen, one process at a time, and answers their names. Throws when one
 * fails: the caller does not start.
 */
export async function migrate(
	store: Store,
	migrations: Record<string, Migration> = MIGRATIONS
): Promise<string[]> {
	// Every command starts with this, and nearly always there is nothing to do.
	if (await hasSeenAll(store, migrations)) return [];
	return withLock(store, 'migrations', () => runPending(store, migrations));
}

async function hasSeenAll(store: Store, migrations: Record<string, Migration>): Promise<boolean> {
	const names = Object.keys(migrations).map((name) => name + ENDING);
	const seen = await store.db.collection(CHANGELOG).countDocuments({ fileName: { $in: names } });
	return seen === names.length;
}

/** migrate-mongo's list of what it has run, and how the files that it is given are called. */
const CHANGELOG = 'migrations';
const ENDING = '.cjs';

/**
 * migrate-mongo reads a folder of files. Ours are bundled, so that the same ones run in the web process, the worker and
 * the tests: the folder holds one line each, which hands over the bundled module.
 */
async function runPending(store: Store, migrations: Record<string, Migration>): Promise<string[]> {
	const folder = await mkdtemp(join(tmpdir(), 'caustic-migrations-'));
	const registry = Symbol.for(folder);
	const shared = globalThis as Record<symbol, unknown>;
	shared[registry] = migrations;
	try {
		for (const name of Object.keys(migrations)) {
			const line = `module.exports = globalThis[Symbol.for(${JSON.stringify(folder)})][${JSON.stringify(name)}];\n`;
			await writeFile(join(folder, name + ENDING), line);
		}
		migrateMongo.config.set({
			migrationsDir: folder,
			migrationFileExtension: ENDING,
			changelogCollectionName: CHANGELOG,
			useFileHash: false
		});
		return await migrateMongo.up(store.db, store.client);
	} finally {
		delete shared[registry];
		await rm(folder, { recursive: true, force: true });
	}
}
