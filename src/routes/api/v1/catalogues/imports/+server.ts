import { startCatalogueImport } from '#server/commands/catalogues/startCatalogueImport.ts';
import { catalogueImports } from '#server/queries/catalogues.ts';
import { carriesOut } from '../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** Imports of large catalogues, the latest first. */
export const GET: RequestHandler = ({ locals }) => locals.outcomes.answer(catalogueImports);

/** Has a worker import a file that was sent in pieces. */
export const POST: RequestHandler = carriesOut(startCatalogueImport);
