import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { refuseManyColumns } from '#science/catalogue/table.ts';
import type { WrittenColumn } from '#science/catalogue/writtenColumn.ts';
import type { CatalogueFile, OpenedTable, WrittenRow } from './openedTable.ts';
import { textPieces } from './filePieces.ts';

/** A TABLEDATA cell is seven deep; resources may lie in resources. */
const MOST_DEPTH = 100;
/** Text without a tag in it: the parser would collect it all. */
const MOST_SIGNS_BETWEEN_TAGS = 2 ** 22;
const MOST_CELL_SIGNS = 2 ** 16;
const PIECE_SIGNS = 2 ** 16;
const OTHER_FORMS = new Set(['BINARY', 'BINARY2', 'FITS']);

/** The first table of a VOTable in its TABLEDATA form. Entities of its own, and nesting without end, are refused. */
export async function openVotable(file: CatalogueFile): Promise<OpenedTable> {
	const reader = new VotableReader();
	for await (const _ of batches(file, reader)) if (reader.hasRows) break;
	if (reader.columns.length === 0) throw new BadCatalogue('It has no TABLE with a FIELD.');
	const { columns } = reader;
	return { format: 'votable', columns, notes: [], rows: () => batches(file, new VotableReader()) };
}

async function* batches(file: CatalogueFile, reader: VotableReader): AsyncGenerator<WrittenRow[]> {
	for await (const piece of textPieces(file)) {
		for (let at = 0; at < piece.length; at += PIECE_SIGNS) {
			const rows = reader.write(piece.slice(at, at + PIECE_SIGNS));
			if (rows.length > 0) yield rows;
			if (reader.isOver) return;
		}
	}
	reader.close();
}

/** Takes the document piece by piece and gives the rows that each piece completes. */
class VotableReader {
	readonly columns: WrittenColumn[] = [];
	isOver = false;
	hasRows = false;
	readonly #parser = new SaxesParser();
	readonly #frames = new Map<string, string>();
	readonly #fieldRefs: string[] = [];
	#rows: WrittenRow[] = [];
	#rowCount = 0;
	#row: string[] = [];
	#cell: string | null = null;
	#tables = 0;
	#depth = 0;
	#signsSinceTag = 0;

	constructor() {
		this.#parser.on('opentag', ({ name, attributes }) => {
			this.#depth += 1;
			this.#signsSinceTag = 0;
			if (this.#depth > MOST_DEPTH)
				this.#refuse(`elements are nested more than ${MOST_DEPTH} deep`);
			this.#open(localName(name), attributes);
		});
		this.#parser.on('closetag', ({ name }) => {
			this.#depth -= 1;
			this.#signsSinceTag = 0;
			this.#close(localName(name));
		});
		this.#parser.on('text', (part) => this.#text(part));
		this.#parser.on('cdata', (part) => this.#text(part));
		this.#parser.on('doctype', (doctype) => {
			if (doctype.includes('<!ENTITY')) this.#refuse('it declares entities of its own');
		});
		this.#parser.on('error', (error) => {
			throw new BadCatalogue(`${error.message}.`);
		});
	}

	write(piece: string): WrittenRow[] {
		this.#rows = [];
		this.#signsSinceTag += piece.length;
		this.#parser.write(piece);
		if (this.#signsSinceTag > MOST_SIGNS_BETWEEN_TAGS)
			this.#refuse(`there are more than ${MOST_SIGNS_BETWEEN_TAGS} signs without a tag`);
		return this.#rows;
	}

	/** Refuses a document that ends too early. */
	close(): void {
		this.#parser.close();
	}

	#open(name: string, attributes: SaxesTagPlain['attributes']): void {
		if (name === 'TABLE') this.#tables += 1;
		if (name === 'COOSYS') this.#addFrame(attributes);
		if (this.#tables !== 1) return;
		if (name === 'TR') this.#row = [];
		else if (name === 'TD') this.#cell = '';
		else if (name === 'FIELD') this.#addColumn(attributes);
		else if (name === 'TABLEDATA') this.#takeFrames();
		else if (OTHER_FORMS.has(name))
			throw new BadCatalogue(`The VOTable is in ${name} form: save it as TABLEDATA, or as FITS.`);
	}

	#close(name: string): void {
		if (this.#tables !== 1) return;
		if (name === 'TABLE') this.isOver = true;
		else if (name === 'TR') this.#addRow();
		else if (name === 'TD') {
			this.#row.push((this.#cell ?? '').trim());
			this.#cell = null;
		}
	}

	#text(part: string): void {
		if (this.#cell === null) return;
		this.#cell += part;
		if (this.#cell.length > MOST_CELL_SIGNS)
			this.#refuse(`a cell has more than ${MOST_CELL_SIGNS} signs`);
	}

	#addFrame({ ID = '', system = '' }: SaxesTagPlain['attributes']): void {
		this.#frames.set(ID, system);
	}

	#addColumn({ name, ID, unit, ucd, ref }: SaxesTagPlain['attributes']): void {
		this.columns.push({ name: name ?? ID ?? '', unit: unit ?? '', ucd: ucd ?? '', frame: '' });
		this.#fieldRefs.push(ref ?? '');
		refuseManyColumns(this.columns.length);
	}

	/** COOSYS may stand before the fields that point to it, or behind. */
	#takeFrames(): void {
		this.hasRows = true;
		this.columns.forEach((column, place) => {
			column.frame = this.#frames.get(this.#fieldRefs[place]) ?? '';
		});
	}

	#addRow(): void {
		this.#rowCount += 1;
		const where = `row ${this.#rowCount} (line ${this.#parser.line})`;
		const { length } = this.#row;
		if (length <= this.columns.length) this.#rows.push({ where, cells: this.#row });
		else this.#rows.push({ where, problem: `${length} cells for ${this.columns.length} FIELDs` });
	}

	#refuse(reason: string): never {
		throw new BadCatalogue(`${reason} (line ${this.#parser.line}).`);
	}
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);
