import { removeCatalogueSchema, type Catalogue } from '#schema/catalogue.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { deleteOtherRows } from '../../store/catalogueRows.ts';
import { deleteCatalogue, findCatalogue } from '../../store/catalogues.ts';
import { inTransaction, store, type Transaction } from '../../store/client.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceCatalogues } from './announceCatalogues.ts';

/** Removes a catalogue with its rows; its name is typed, so that none goes by mistake. */
export async function removeCatalogue(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, catalogueId, typedName } = parse(removeCatalogueSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'manageCatalogues');
	await once(context, { command: 'removeCatalogue', commandId }, async (transaction) => {
		const catalogue = await catalogueToRemove(catalogueId, transaction);
		if (typedName !== catalogue.name)
			throw new Failure(
				'Invalid',
				`Type “${catalogue.name}” to remove it; “${typedName}” is another name.`,
				'typedName'
			);
		await remove(user, catalogue, transaction);
	});
	await clearAway(user, catalogueId);
}

/** The same from the command line, which has asked already. */
export async function removeCatalogueAtTerminal(catalogueId: string): Promise<void> {
	await inTransaction(store(), async (transaction) => {
		await remove(null, await catalogueToRemove(catalogueId, transaction), transaction);
	});
	await clearAway(null, catalogueId);
}

async function catalogueToRemove(
	catalogueId: string,
	transaction: Transaction
): Promise<Catalogue> {
	const catalogue = await findCatalogue(store(), catalogueId, transaction);
	if (catalogue) return catalogue;
	throw new Failure('NotFound', 'There is no such catalogue (any more).');
}

async function remove(
	user: User | null,
	{ id, name, nRows, fileName }: Catalogue,
	transaction: Transaction
): Promise<void> {
	await deleteCatalogue(store(), id, transaction);
	const event = { action: 'removeCatalogue', target: `catalogue ${id}` };
	await audit(user, { ...event, before: { name, nRows, fileName } }, transaction);
}

async function clearAway(user: User | null, catalogueId: string): Promise<void> {
	await deleteOtherRows(store(), catalogueId, null);
	await announceCatalogues(user);
}
