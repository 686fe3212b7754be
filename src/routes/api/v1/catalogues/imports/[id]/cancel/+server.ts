import { cancelCatalogueImport } from '#server/commands/catalogues/cancelCatalogueImport.ts';
import { carriesOut } from '../../../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** Stops an import. */
export const POST: RequestHandler = carriesOut(cancelCatalogueImport);
