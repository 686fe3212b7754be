import { mayOrRefuse } from '../../auth/may.ts';
import { fileInMemory } from '../../files/catalogueTable.ts';
import type { CommandContext } from '../context.ts';
import { importCatalogue, type CatalogueImported } from './importCatalogue.ts';
import { nameFromFile, refuseLargeCatalogue } from './uploads.ts';

/** Imports a file that came with the request, without showing first what was recognised in it: for machines. */
export async function importSent(
	context: CommandContext,
	{ fields, fileName, bytes }: { fields: object; fileName: string; bytes: Uint8Array }
): Promise<CatalogueImported> {
	mayOrRefuse(context.user, 'manageCatalogues');
	refuseLargeCatalogue(bytes.length);
	const given = { name: nameFromFile(fileName), ...fields };
	return importCatalogue(context, given, fileInMemory(fileName, bytes));
}
