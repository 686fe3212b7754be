import type { Db, MongoClient } from 'mongodb';

/** One step of the database's shape. There is no way down: a backup is the way back. */
export interface Migration {
	up(db: Db, client: MongoClient): Promise<void>;
}
