import {
	PSRCAT_COLUMNS,
	PSRCAT_OBLIQUITY,
	psrcatCells,
	psrcatLine,
	type PsrcatRecord
} from '#science/catalogue/psrcatRecord.ts';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { OBLIQUITY_ARCSEC } from '#science/sky/ecliptic.ts';
import type { CatalogueFile, OpenedTable, WrittenRow } from './openedTable.ts';
import { textPieces } from './filePieces.ts';

const LONGEST_LINE = 4096;
/** The catalogue's fullest record has some hundred. */
const MOST_KEYS = 1000;
const BATCH = 1000;

/** The ATNF pulsar catalogue as its text, psrcat.db: records of `KEY value error reference`, ended by lines of @ and dashes. */
export async function openPsrcat(file: CatalogueFile): Promise<OpenedTable> {
	const columns = PSRCAT_COLUMNS.map((column) => ({ ...column, ucd: '', frame: '' }));
	const version = await versionOf(file);
	const notes = [
		`ATNF pulsar catalogue${version}. P0 is 1/F0 where only F0 is given.`,
		`ELONG and ELAT are ecliptic, of obliquity ${OBLIQUITY_ARCSEC[PSRCAT_OBLIQUITY]}″ (${PSRCAT_OBLIQUITY}), as in the catalogue’s own program.`,
		'Where there is no POSEPOCH, positions are taken to be of PEPOCH.'
	];
	return { format: 'psrcat', columns, notes, rows: () => rowsOf(file) };
}

async function versionOf(file: CatalogueFile): Promise<string> {
	const start = new TextDecoder().decode(await file.read(0, LONGEST_LINE));
	const version = /^#CATALOGUE\s+(\S{1,20})/m.exec(start)?.[1];
	return version ? ` ${version}` : '';
}

async function* rowsOf(file: CatalogueFile): AsyncGenerator<WrittenRow[]> {
	let batch: WrittenRow[] = [];
	let record: PsrcatRecord = new Map();
	let firstLine = 0;
	for await (const { line, number } of linesOf(file)) {
		if (line.startsWith('@')) {
			if (record.size > 0) batch.push(rowOf(record, firstLine));
			record = new Map();
			if (batch.length < BATCH) continue;
			yield batch;
			batch = [];
		} else if (!line.startsWith('#')) {
			const known = psrcatLine(line);
			if (!known) continue;
			if (record.size === 0) firstLine = number;
			// Of a key that stands there twice the first is the catalogue's choice.
			if (!record.has(known[0])) record.set(...known);
			if (record.size > MOST_KEYS)
				throw new BadCatalogue(
					`Line ${number}: a record of more than ${MOST_KEYS} keys has no end.`
				);
		}
	}
	if (record.size > 0) batch.push(rowOf(record, firstLine));
	yield batch;
}

function rowOf(record: PsrcatRecord, firstLine: number): WrittenRow {
	const where = `line ${firstLine}`;
	const cells = psrcatCells(record);
	return typeof cells === 'string' ? { where, problem: cells } : { where, cells };
}

async function* linesOf(file: CatalogueFile): AsyncGenerator<{ line: string; number: number }> {
	let rest = '';
	let number = 0;
	for await (const piece of textPieces(file)) {
		const lines = (rest + piece).split(/\r?\n/);
		rest = lines.pop() ?? '';
		for (const line of lines) yield { line, number: ++number };
		if (rest.length > LONGEST_LINE)
			throw new BadCatalogue(`Line ${number + 1} has more than ${LONGEST_LINE} signs.`);
	}
	yield { line: rest, number: number + 1 };
}
