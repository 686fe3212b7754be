import { createCollections } from '../src/lib/server/store/collections.ts';
import type { Migration } from '../src/lib/server/store/migration.ts';

/** Scores of sources and what running runs unattended needs. */
export const running: Migration = { up: (db) => createCollections(db) };
