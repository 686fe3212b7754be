import { catalogueWishesSchema, type Catalogue, type CatalogueWishes } from '#schema/catalogue.ts';
import type {
	CataloguePage,
	CataloguesPage,
	CatalogueUploadPage,
	CatalogueView
} from '#schema/cataloguePage.ts';
import type { CatalogueImportRow } from '#schema/catalogueImport.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { nameKey } from '#science/catalogue/nameKey.ts';
import { may, mayOrRefuse } from '../auth/may.ts';
import { catalogueImportRow } from '../commands/catalogues/catalogueImportRow.ts';
import type { WaitingCatalogue } from '../commands/catalogues/startCatalogueImport.ts';
import { nameFromFile, ownUpload } from '../commands/catalogues/uploads.ts';
import { openCatalogue, type OpenedCatalogue } from '../files/catalogueEntries.ts';
import { openCatalogueTable } from '../files/catalogueTable.ts';
import type { CatalogueFile } from '../files/openedTable.ts';
import { openUpload } from '../files/uploadedCatalogue.ts';
import { latestCatalogueImports } from '../store/catalogueImports.ts';
import { catalogueRowsPage } from '../store/catalogueRows.ts';
import { catalogueNamed, findCatalogue, listCatalogues } from '../store/catalogues.ts';
import { store } from '../store/client.ts';
import { uploadsAmong } from '../store/uploads.ts';
import { signedIn } from './signedIn.ts';

const PAGE_SIZE = 100;
const IMPORTS_SHOWN = 20;
/** Rows of an uploaded file that are shown, and that are looked at for what is wrong. */
const ROWS_SHOWN = 8;
const ROWS_TRIED = 2000;
const MOST_TOLD = 5;

/** The local catalogues, by name. */
export async function cataloguesPage(user: User | null): Promise<CataloguesPage> {
	const reader = signedIn(user);
	const manage = may(reader, 'manageCatalogues');
	const [catalogues, imports] = await Promise.all([
		listCatalogues(store()),
		manage ? catalogueImports(reader) : []
	]);
	return { catalogues, imports, allowed: { manage } };
}

/** Imports of large files, the latest first; catalogues and files that are gone since are not named. */
export async function catalogueImports(user: User | null): Promise<CatalogueImportRow[]> {
	mayOrRefuse(user, 'manageCatalogues');
	const rows = (await latestCatalogueImports(store(), IMPORTS_SHOWN)).map(catalogueImportRow);
	const [catalogues, files] = await Promise.all([
		listCatalogues(store()),
		uploadsAmong(
			store(),
			rows.map(({ uploadId }) => uploadId)
		)
	]);
	const known = new Set(catalogues.map(({ id }) => id));
	return rows.map((row) => ({
		...row,
		catalogueId: row.catalogueId !== null && known.has(row.catalogueId) ? row.catalogueId : null,
		isFileKept: row.isFileKept && files.has(row.uploadId)
	}));
}

/** One page of a catalogue's rows. */
export async function cataloguePage(
	user: User | null,
	catalogueId: string,
	view: CatalogueView
): Promise<CataloguePage> {
	const reader = signedIn(user);
	const catalogue = await knownCatalogue(catalogueId);
	const asked = { page: view.page, size: PAGE_SIZE, nameKey: nameKey(view.q) };
	const { rows, total } = await catalogueRowsPage(store(), catalogue, asked);
	const allowed = { manage: may(reader, 'manageCatalogues') };
	return { catalogue, rows, total, pageSize: PAGE_SIZE, view, allowed };
}

export async function knownCatalogue(catalogueId: string): Promise<Catalogue> {
	const catalogue = await findCatalogue(store(), catalogueId);
	if (catalogue) return catalogue;
	throw new Failure('NotFound', 'There is no such catalogue (any more).');
}

/** What was recognised in an uploaded file, given what is said about its columns. */
export async function uploadPage(
	user: User | null,
	uploadId: string,
	address: Record<string, string>
): Promise<CatalogueUploadPage> {
	const reader = signedIn(user);
	mayOrRefuse(reader, 'manageCatalogues');
	const waiting = await ownUpload({ user: reader }, uploadId);
	const { path, ...upload } = waiting;
	const name = nameFromFile(upload.fileName);
	const before = await catalogueNamed(store(), name);
	const replaces = before && { name: before.name, nRows: before.nRows };
	return {
		...{ upload, isLarge: path !== null, name, replaces },
		...(await recognised(waiting, address))
	};
}

type Recognised = Omit<CatalogueUploadPage, 'upload' | 'isLarge' | 'name' | 'replaces'>;

async function recognised(
	upload: WaitingCatalogue,
	address: Record<string, string>
): Promise<Recognised> {
	const parsed = catalogueWishesSchema.safeParse(address);
	const wishes: CatalogueWishes = parsed.success ? parsed.data : catalogueWishesSchema.parse({});
	const file = await openUpload(upload);
	const opened = await openedOrProblem(file, wishes);
	if (!('problem' in opened)) {
		const { format, written, understood, notes } = opened;
		const shown = { format, written, wishes, understood, notes, problem: null };
		return { ...shown, ...(await firstRows(opened)) };
	}
	const { format, columns, notes } = await openCatalogueTable(file);
	const written = columns.map(({ name, unit }) => ({ name, unit }));
	const { problem } = opened;
	return { format, written, wishes, understood: null, problem, notes, rows: [], badRows: [] };
}

async function openedOrProblem(
	file: CatalogueFile,
	wishes: CatalogueWishes
): Promise<OpenedCatalogue | { problem: { field: string; reason: string } }> {
	try {
		return await openCatalogue(file, wishes);
	} catch (error) {
		// What is wrong with the file itself is for the page of errors; with the columns, for the form.
		if (!(error instanceof Failure) || !error.field || error.field === 'file') throw error;
		return { problem: { field: error.field, reason: error.message } };
	}
}

async function firstRows(
	opened: OpenedCatalogue
): Promise<Pick<CatalogueUploadPage, 'rows' | 'badRows'>> {
	const rows: CatalogueUploadPage['rows'] = [];
	const badRows: string[] = [];
	let tried = 0;
	for await (const { entries, problems } of opened.batches()) {
		for (const { place, name, type, ra, dec } of entries.slice(0, ROWS_SHOWN - rows.length))
			rows.push({ id: place, name, type, ra, dec });
		badRows.push(...problems.slice(0, MOST_TOLD - badRows.length));
		tried += entries.length + problems.length;
		if (tried >= ROWS_TRIED) break;
	}
	return { rows, badRows };
}
