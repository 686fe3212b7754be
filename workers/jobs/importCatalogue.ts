import { carryOutImport, refuseImport } from '#server/commands/catalogues/carryOutImport.ts';
import type { Handler } from '#server/jobs/handlers.ts';

/** Imports a large catalogue, row by row as its file is read. */
export const importCatalogue: Handler<'importCatalogue'> = {
	kind: 'importCatalogue',
	concurrency: 1,
	handle: ({ importId }) => carryOutImport(importId),
	onFailed: ({ importId }, error) => refuseImport(importId, error)
};
