import type { Migration } from '../src/lib/server/store/migration.ts';
import { createCollections } from '../src/lib/server/store/collections.ts';

/** Every collection with its validator and indexes. */
export const collections: Migration = { up: (db) => createCollections(db) };
