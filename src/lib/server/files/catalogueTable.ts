import { extname } from 'node:path';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { BadFits } from '#science/fits/badFits.ts';
import type { CatalogueFormat } from '#schema/catalogue.ts';
import { Failure } from '#schema/failure.ts';
import { openCsvTable } from './catalogueTableCsv.ts';
import { openFitsTable } from './catalogueTableFits.ts';
import { openVotable } from './catalogueTableVotable.ts';
import type { CatalogueFile, OpenedTable, WrittenRow } from './openedTable.ts';
import { openPsrcat } from './psrcatTable.ts';

const OPENERS: Record<CatalogueFormat, (file: CatalogueFile) => Promise<OpenedTable>> = {
	csv: openCsvTable,
	votable: openVotable,
	fits: openFitsTable,
	psrcat: openPsrcat
};
const START_BYTES = 4096;

/**
 * Opens a table of positions: CSV, VOTable, FITS or the ATNF catalogue's psrcat.db, told apart by what stands in it.
 * @throws Failure where it is none of these; reading rows throws one where they break off
 */
export async function openCatalogueTable(file: CatalogueFile): Promise<OpenedTable> {
	try {
		const table = await OPENERS[await formatOf(file)](file);
		return { ...table, rows: () => guarded(file, table.rows()) };
	} catch (error) {
		throw asFailure(file, error);
	}
}

/** A file in memory. */
export function fileInMemory(name: string, bytes: Uint8Array): CatalogueFile {
	const read = (offset: number, length: number) =>
		Promise.resolve(bytes.subarray(offset, offset + length));
	return { name, bytes: bytes.length, read };
}

async function formatOf(file: CatalogueFile): Promise<CatalogueFormat> {
	const start = await file.read(0, START_BYTES);
	if (start.length === 0) throw new BadCatalogue('It is empty.');
	if (start[0] === 0x1f && start[1] === 0x8b)
		throw new BadCatalogue('It is packed with gzip: unpack it first.');
	const text = new TextDecoder('latin1').decode(start);
	if (text.startsWith('SIMPLE  =')) return 'fits';
	if (start.includes(0)) throw new BadCatalogue('It is neither text nor FITS.');
	const plain = text.replace(/^\u00EF\u00BB\u00BF/, '').trimStart();
	const isXml = ['.xml', '.vot', '.votable'].includes(extname(file.name).toLowerCase());
	if (isXml || plain.startsWith('<')) return 'votable';
	if (extname(file.name).toLowerCase() === '.db' || /^#CATALOGUE|^PSRJ\s+\S/m.test(plain))
		return 'psrcat';
	return 'csv';
}

async function* guarded(
	file: CatalogueFile,
	rows: AsyncIterable<WrittenRow[]>
): AsyncGenerator<WrittenRow[]> {
	try {
		yield* rows;
	} catch (error) {
		throw asFailure(file, error);
	}
}

function asFailure(file: CatalogueFile, error: unknown): unknown {
	const isRefused = error instanceof BadCatalogue || error instanceof BadFits;
	if (!isRefused) return error;
	return new Failure('Invalid', `${file.name} cannot be read: ${error.message}`, 'file');
}
