import {
	cancelCatalogueImportSchema,
	CATALOGUE_IMPORT_STATES,
	type CatalogueImportRow
} from '#schema/catalogueImport.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { findCatalogueImport, stopImport } from '../../store/catalogueImports.ts';
import { store } from '../../store/client.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceCatalogues } from './announceCatalogues.ts';
import { catalogueImportRow } from './catalogueImportRow.ts';

/** Stops an import. Its file stays with its owner, who can import it another time. */
export async function cancelCatalogueImport(
	context: CommandContext,
	input: unknown
): Promise<CatalogueImportRow> {
	const { commandId, importId } = parse(cancelCatalogueImportSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'manageCatalogues');
	const cancelled = await once(
		context,
		{ command: 'cancelCatalogueImport', commandId },
		async (transaction) => {
			const found = await findCatalogueImport(store(), importId);
			if (!found) throw new Failure('NotFound', 'There is no such import (any more).', 'importId');
			const end = { state: 'cancelled', problem: `Cancelled by ${user.displayName}.` } as const;
			if (!(await stopImport(store(), importId, end, transaction)))
				throw new Failure(
					'Conflict',
					`The import of ${found.fileName} has ended: ${CATALOGUE_IMPORT_STATES[found.state].toLowerCase()}.`,
					'importId'
				);
			const target = `catalogue import ${importId}`;
			const before = { fileName: found.fileName, nRows: found.nRows };
			await audit(user, { action: 'cancelCatalogueImport', target, before }, transaction);
			return catalogueImportRow({ ...found, ...end, endedAt: new Date() });
		}
	);
	await announceCatalogues(user);
	return cancelled;
}
