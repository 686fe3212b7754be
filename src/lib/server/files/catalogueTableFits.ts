import { BadFits } from '#science/fits/badFits.ts';
import { BLOCK_BYTES, scanHeader, type FitsHeader } from '#science/fits/header.ts';
import { dataBytes, refuseTruncated, wholeNumber } from '#science/fits/imageShape.ts';
import type { CatalogueFile, OpenedTable, WrittenRow } from './openedTable.ts';
import { fitsCell } from './fitsTableCell.ts';
import { fitsTableColumns, type FitsColumn } from './fitsTableColumns.ts';

/** Headers with thousands of HISTORY cards exist. Beyond this it is no header. */
const LONGEST_HEADER = BLOCK_BYTES * 1024;
const MOST_UNITS = 1000;
const BATCH_BYTES = 2 ** 20;
const MOST_ROW_BYTES = 2 ** 24;

interface Unit {
	cards: FitsHeader;
	dataOffset: number;
	/** Where the next one starts. */
	end: number;
}

/** The first binary table of a FITS file that is no compressed image. */
export async function openFitsTable(file: CatalogueFile): Promise<OpenedTable> {
	const unit = await tableUnit(file);
	const columns = fitsTableColumns(unit.cards);
	const rowBytes = wholeNumber(unit.cards, 'NAXIS1');
	const count = wholeNumber(unit.cards, 'NAXIS2');
	if (rowBytes > MOST_ROW_BYTES)
		throw new BadFits(`NAXIS1 is ${rowBytes}: its rows are too long for a catalogue’s.`, 'NAXIS1');
	refuseTruncated(rowBytes * count, file.bytes - unit.dataOffset, 'the table');
	const shown = columns.map(({ name, unit, ucd, frame }) => ({ name, unit, ucd, frame }));
	const at = { offset: unit.dataOffset, rowBytes, count };
	return { format: 'fits', columns: shown, notes: [], rows: () => rowsOf(file, columns, at) };
}

async function* rowsOf(
	file: CatalogueFile,
	columns: FitsColumn[],
	{ offset, rowBytes, count }: { offset: number; rowBytes: number; count: number }
): AsyncGenerator<WrittenRow[]> {
	const most = Math.max(1, Math.floor(BATCH_BYTES / Math.max(1, rowBytes)));
	for (let first = 0; first < count; first += most) {
		const n = Math.min(most, count - first);
		const bytes = await file.read(offset + first * rowBytes, n * rowBytes);
		refuseTruncated(n * rowBytes, bytes.length, 'the table');
		const batch: WrittenRow[] = [];
		for (let k = 0; k < n; k++) {
			const row = new DataView(bytes.buffer, bytes.byteOffset + k * rowBytes, rowBytes);
			const cells = columns.map((column) => fitsCell(row, column));
			batch.push({ where: `row ${first + k + 1}`, cells });
		}
		yield batch;
	}
}

async function tableUnit(file: CatalogueFile): Promise<Unit> {
	let offset = 0;
	for (let n = 0; n < MOST_UNITS && offset + BLOCK_BYTES <= file.bytes; n++) {
		const unit = await unitAt(file, offset);
		const isTable = unit.cards.text('XTENSION') === 'BINTABLE' && !unit.cards.isTrue('ZIMAGE');
		if (isTable) return unit;
		offset = unit.end;
	}
	throw new BadFits('There is no binary table in the file.');
}

async function unitAt(file: CatalogueFile, offset: number): Promise<Unit> {
	const most = Math.min(LONGEST_HEADER, file.bytes - offset);
	for (let length = BLOCK_BYTES; ; length *= 4) {
		const header = scanHeader(await file.read(offset, Math.min(length, most)), 0);
		if (header !== null) {
			const dataOffset = offset + header.end;
			const padded = Math.ceil(dataBytes(header.cards) / BLOCK_BYTES) * BLOCK_BYTES;
			return { cards: header.cards, dataOffset, end: dataOffset + padded };
		}
		if (length < most) continue;
		throw new BadFits('The header has no END card: the file is truncated or is not a FITS file.');
	}
}
