import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { refuseManyColumns } from '#science/catalogue/table.ts';
import type { WrittenColumn } from '#science/catalogue/writtenColumn.ts';
import type { CatalogueFile, OpenedTable, WrittenRow } from './openedTable.ts';
import { textPieces } from './filePieces.ts';
import { BinaryRows, refuseStrangeStream, type BinaryForm } from './votableBinary.ts';
import type { VotableField } from './votableCell.ts';

/** A TABLEDATA cell is seven deep; resources may lie in resources. */
const MOST_DEPTH = 100;
/** Text without a tag in it: the parser would collect it all. */
const MOST_SIGNS_BETWEEN_TAGS = 2 ** 22;
const MOST_CELL_SIGNS = 2 ** 16;
const PIECE_SIGNS = 2 ** 16;

/** The first table of a VOTable, its rows as TABLEDATA, BINARY or BINARY2. Entities of its own, and nesting without end, are refused. */
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
	readonly #fields: VotableField[] = [];
	#isInField = false;
	#form: BinaryForm | null = null;
	/** While its text comes in. */
	#stream: BinaryRows | null = null;
	#isInTag = false;
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
		for (let at = 0; at < piece.length;) {
			const isData = this.#stream !== null && !this.#isInTag;
			const end = isData ? placeOf('<', piece, at) : this.#endOfMarkup(piece, at);
			if (isData) this.#addBinary(piece.slice(at, end));
			else this.#parse(piece.slice(at, end));
			this.#isInTag = isData ? end < piece.length : piece[end - 1] !== '>';
			at = end;
		}
		return this.#rows;
	}

	/** A stream's text goes past the parser, which would collect it all: until its rows begin tags are taken one by one. */
	#endOfMarkup(piece: string, at: number): number {
		if (this.hasRows && !this.#stream) return piece.length;
		return Math.min(placeOf('>', piece, at) + 1, piece.length);
	}

	#parse(markup: string): void {
		this.#signsSinceTag += markup.length;
		this.#parser.write(markup);
		if (this.#signsSinceTag > MOST_SIGNS_BETWEEN_TAGS)
			this.#refuse(`there are more than ${MOST_SIGNS_BETWEEN_TAGS} signs without a tag`);
	}

	#addBinary(base64: string): void {
		for (const cells of this.#stream?.write(base64) ?? []) {
			this.#rowCount += 1;
			this.#rows.push({ where: `row ${this.#rowCount}`, cells });
		}
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
		else if (name === 'VALUES' && this.#isInField) this.#addMissing(attributes);
		else this.#openForm(name, attributes);
	}

	#openForm(name: string, attributes: SaxesTagPlain['attributes']): void {
		if (name === 'TABLEDATA') this.#takeFrames();
		else if (name === 'BINARY' || name === 'BINARY2') this.#form = name;
		else if (name === 'STREAM' && this.#form) this.#openStream(this.#form, attributes);
		else if (name === 'FITS')
			throw new BadCatalogue(
				'The VOTable is in FITS form: save it as TABLEDATA, or as a FITS file.'
			);
	}

	#close(name: string): void {
		if (this.#tables !== 1) return;
		if (name === 'TABLE') this.isOver = true;
		else if (name === 'TR') this.#addRow();
		else if (name === 'FIELD') this.#isInField = false;
		else if (name === 'STREAM') this.#closeStream();
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

	#addColumn(attributes: SaxesTagPlain['attributes']): void {
		const { ID = '', name = ID, unit = '', ucd = '', ref = '' } = attributes;
		const { datatype = '', arraysize = '' } = attributes;
		this.columns.push({ name, unit, ucd, frame: '' });
		this.#fields.push({ name, datatype, arraysize, missing: '' });
		this.#fieldRefs.push(ref);
		this.#isInField = true;
		refuseManyColumns(this.columns.length);
	}

	#addMissing({ null: missing = '' }: SaxesTagPlain['attributes']): void {
		const field = this.#fields.at(-1);
		if (field) field.missing = missing;
	}

	#openStream(form: BinaryForm, attributes: SaxesTagPlain['attributes']): void {
		refuseStrangeStream(attributes);
		this.#stream = new BinaryRows(form, this.#fields);
		this.#takeFrames();
	}

	#closeStream(): void {
		this.#stream?.close();
		this.#stream = null;
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

function placeOf(sign: string, text: string, from: number): number {
	const place = text.indexOf(sign, from);
	return place < 0 ? text.length : place;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);
