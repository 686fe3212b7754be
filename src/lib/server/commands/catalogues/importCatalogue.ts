import type { z } from 'zod';
import {
	importCatalogueSchema,
	MOST_CATALOGUE_ROWS,
	MOST_CATALOGUES,
	type Catalogue
} from '#schema/catalogue.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { openCatalogue, type OpenedCatalogue } from '../../files/catalogueEntries.ts';
import type { CatalogueFile } from '../../files/openedTable.ts';
import { deleteBatch, deleteOtherRows, insertCatalogueRows } from '../../store/catalogueRows.ts';
import {
	catalogueNamed,
	findCatalogue,
	listCatalogues,
	putCatalogue
} from '../../store/catalogues.ts';
import { inTransaction, store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { withLock } from '../../store/locks.ts';
import { audit } from '../audit.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceCatalogues } from './announceCatalogues.ts';
import { CatalogueTally } from './catalogueTally.ts';

type Wanted = z.output<typeof importCatalogueSchema>;

/** What an import did. */
export interface CatalogueImported {
	catalogue: Catalogue;
	/** Rows of the catalogue of this name before; null: there was none. */
	replaced: number | null;
}

/** Goes along with an import that takes its time; what it throws ends the import. */
export interface ImportFollower {
	/** Where rows are about to be written. */
	begins(writing: Writing): Promise<void>;
	/** So many rows were read. */
	reads(nRows: number): Promise<void>;
	/** In the transaction that shows the catalogue. */
	shows(catalogue: Catalogue, transaction: Transaction): Promise<void>;
}

interface Writing {
	catalogueId: string;
	batch: string;
}

/**
 * Imports a catalogue, in place of the one of its name if there is one: all of it, or nothing. Its rows are written under a
 * batch of their own as the file is read, which one transaction then shows; until then the old ones answer. Without a user it
 * is the command line that acts.
 */
export async function importCatalogue(
	{ user }: { user: User | null },
	input: unknown,
	file: CatalogueFile,
	follower?: ImportFollower
): Promise<CatalogueImported> {
	if (user) mayOrRefuse(user, 'manageCatalogues');
	const wanted = parse(importCatalogueSchema, input);
	const opened = await openCatalogue(file, wanted);
	// Two imports of one name come one after the other: neither clears away what the other is writing.
	const imported = await withLock(store(), `catalogue ${wanted.name.toLowerCase()}`, () =>
		importOpened(user, { wanted, opened, fileName: file.name, follower })
	);
	await announceCatalogues(user);
	return imported;
}

interface Import {
	wanted: Wanted;
	opened: OpenedCatalogue;
	fileName: string;
	follower: ImportFollower | undefined;
}

async function importOpened(user: User | null, work: Import): Promise<CatalogueImported> {
	const before = await catalogueNamed(store(), work.wanted.name);
	if (!before) await refuseTooMany();
	const id = before?.id ?? newId();
	const batch = newId();
	try {
		await work.follower?.begins({ catalogueId: id, batch });
		const tally = await writeRows(work, { id, batch });
		const catalogue = describe(user, work, { id, batch, tally });
		return await finish(user, work, async (transaction) => {
			await work.follower?.shows(catalogue, transaction);
			if (before) await refuseIfRemoved(before, transaction);
			return show(user, catalogue, transaction);
		});
	} finally {
		await clearAway({ catalogueId: id, batch });
	}
}

/** Deletes the rows that were replaced; or these, when the import was refused, stopped or sent a second time. */
export async function clearAway({ catalogueId, batch }: Writing): Promise<void> {
	const shown = (await findCatalogue(store(), catalogueId))?.batch ?? null;
	if (shown === batch) await deleteOtherRows(store(), catalogueId, batch);
	else await deleteBatch(store(), { catalogueId, batch });
}

/** Whoever removed it took the rows along that were written meanwhile. */
async function refuseIfRemoved({ id, name }: Catalogue, transaction: Transaction): Promise<void> {
	if (await findCatalogue(store(), id, transaction)) return;
	throw new Failure('Conflict', `${name} was removed meanwhile: import the file again.`, 'name');
}

async function writeRows(
	{ wanted, opened, follower }: Import,
	{ id, batch }: { id: string; batch: string }
): Promise<CatalogueTally> {
	const tally = new CatalogueTally(wanted);
	for await (const { entries, problems } of opened.batches()) {
		tally.count(entries, problems);
		await follower?.reads(tally.nRows + tally.nSkipped);
		// Once it is known that nothing will be imported, the rest is read only to tell what is wrong with it.
		if (tally.isRefused) continue;
		if (tally.nRows > MOST_CATALOGUE_ROWS)
			throw new Failure(
				'Invalid',
				`The file has more than ${MOST_CATALOGUE_ROWS} rows, the most that a catalogue holds: import a part of it.`,
				'file'
			);
		const rows = entries.map((entry) => ({
			// A random id for each row would take longer than reading the file.
			id: `${batch}-${entry.place}`,
			catalogueId: id,
			batch,
			...entry
		}));
		await insertCatalogueRows(store(), rows);
	}
	tally.refuseBad();
	return tally;
}

function describe(
	user: User | null,
	{ wanted: { name, reference, licence }, opened, fileName }: Import,
	{ id, batch, tally }: { id: string; batch: string; tally: CatalogueTally }
): Catalogue {
	const { format, columns, understood } = opened;
	return {
		id,
		name,
		reference,
		licence,
		fileName: fileName.slice(-200),
		format,
		columns,
		understood,
		notes: [...opened.notes, ...tally.notes(understood)],
		nRows: tally.nRows,
		nSkipped: tally.nSkipped,
		batch,
		motion: tally.motion,
		importedById: user?.id ?? null,
		importedByName: user?.displayName ?? 'the command line',
		importedAt: new Date()
	};
}

function finish(
	user: User | null,
	{ wanted: { commandId }, follower }: Import,
	act: (transaction: Transaction) => Promise<CatalogueImported>
): Promise<CatalogueImported> {
	// Whoever follows knows by itself what has been done before.
	if (!user || follower) return inTransaction(store(), act);
	return once({ user }, { command: 'importCatalogue', commandId }, act);
}

async function show(
	user: User | null,
	catalogue: Catalogue,
	transaction: Transaction
): Promise<CatalogueImported> {
	const before = await findCatalogue(store(), catalogue.id, transaction);
	await putCatalogue(store(), catalogue, transaction);
	const { name, nRows, nSkipped, fileName } = catalogue;
	await audit(
		user,
		{
			action: 'importCatalogue',
			target: `catalogue ${catalogue.id}`,
			before: before && { name: before.name, nRows: before.nRows, fileName: before.fileName },
			after: { name, nRows, nSkipped, fileName }
		},
		transaction
	);
	return { catalogue, replaced: before?.nRows ?? null };
}

async function refuseTooMany(): Promise<void> {
	if ((await listCatalogues(store())).length < MOST_CATALOGUES) return;
	throw new Failure(
		'TooMany',
		`There are ${MOST_CATALOGUES} catalogues, and each is asked for every position. Remove one first.`,
		'name'
	);
}
