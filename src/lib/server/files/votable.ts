import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { refuseManyColumns, type CatalogueTable } from '#science/catalogue/table.ts';
import { BinaryRows, refuseStrangeStream, type BinaryForm } from './votableBinary.ts';
import type { VotableField } from './votableCell.ts';
import { splitTableData } from './votableRows.ts';

/** The first table of a VOTable, its rows as TABLEDATA, BINARY or BINARY2. Columns go by FIELD name, not ID (spec/pipeline.md §3.1). */
export function readVotable(text: string): CatalogueTable {
	return readPlain(text) ?? parsed(text).result();
}

/**
 * Rows of nothing but TR, TD and text, as programs write them, need no parser: it would take five times as long. The document
 * without them goes through it all the same. null for any other form, and for what is to be refused: with its line.
 */
function readPlain(text: string): CatalogueTable | null {
	const split = splitTableData(text);
	if (!split) return null;
	try {
		return parsed(split.rest).resultWith(split.rows);
	} catch (error) {
		if (error instanceof BadCatalogue) return null;
		throw error;
	}
}

function parsed(text: string): TableDataReader {
	const table = new TableDataReader();
	const parser = new SaxesParser();
	let depth = 0;
	parser.on('opentag', ({ name, attributes }) => {
		depth += 1;
		if (depth > MOST_DEPTH) refuse(parser, `elements are nested more than ${MOST_DEPTH} deep`);
		table.open(localName(name), attributes);
	});
	parser.on('closetag', ({ name }) => {
		depth -= 1;
		table.close(localName(name));
	});
	parser.on('text', (part) => table.text(part));
	parser.on('cdata', (part) => table.text(part));
	parser.on('doctype', (doctype) => {
		if (doctype.includes('<!ENTITY')) refuse(parser, 'it declares entities of its own');
	});
	parser.on('error', (error) => {
		throw new BadCatalogue(`The VOTable cannot be read: ${error.message}.`);
	});
	parser.write(text).close();
	return table;
}

/** A TABLEDATA cell is seven deep; resources may lie in resources. */
const MOST_DEPTH = 100;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

function refuse(parser: SaxesParser, reason: string): never {
	throw new BadCatalogue(`The VOTable cannot be read: ${reason} (line ${parser.line}).`);
}

class TableDataReader {
	#columns: string[] = [];
	#fields: VotableField[] = [];
	#isInField = false;
	#form: BinaryForm | null = null;
	#stream: string | null = null;
	#rows: string[][] = [];
	#row: string[] = [];
	#cell: string | null = null;
	#tables = 0;

	open(name: string, attributes: SaxesTagPlain['attributes']): void {
		if (name === 'TABLE') this.#tables += 1;
		if (this.#tables !== 1) return;
		if (name === 'FIELD') this.#addColumn(attributes);
		else if (name === 'VALUES' && this.#isInField) this.#addMissing(attributes.null ?? '');
		else if (name === 'TR') this.#row = [];
		else if (name === 'TD') this.#cell = '';
		else this.#openForm(name, attributes);
	}

	#openForm(name: string, attributes: SaxesTagPlain['attributes']): void {
		if (name === 'BINARY' || name === 'BINARY2') this.#form = name;
		else if (name === 'STREAM' && this.#form) this.#openStream(attributes);
		else if (name === 'FITS')
			throw new BadCatalogue('The VOTable is in FITS form: save it as TABLEDATA.');
	}

	text(part: string): void {
		if (this.#cell !== null) this.#cell += part;
		else if (this.#stream !== null) this.#stream += part;
	}

	close(name: string): void {
		if (this.#tables !== 1) return;
		if (name === 'TD') {
			this.#row.push((this.#cell ?? '').trim());
			this.#cell = null;
		} else if (name === 'TR') this.#addRow();
		else if (name === 'FIELD') this.#isInField = false;
		else if (name === 'STREAM') this.#closeStream();
	}

	result(): CatalogueTable {
		if (!this.#columns.length) throw new BadCatalogue('The VOTable has no FIELD.');
		return { columns: this.#columns, rows: this.#rows };
	}

	/** With rows that were read before; null unless they are those of the only table. */
	resultWith(rows: string[][]): CatalogueTable | null {
		const { columns } = this.result();
		if (this.#tables !== 1 || this.#rows.length > 0) return null;
		const isOneLonger = rows.some((row) => row.length > columns.length);
		return isOneLonger ? null : { columns, rows };
	}

	#addColumn({ name = '', datatype = '', arraysize = '' }: SaxesTagPlain['attributes']): void {
		this.#columns.push(name);
		this.#fields.push({ name, datatype, arraysize, missing: '' });
		this.#isInField = true;
		refuseManyColumns(this.#columns.length);
	}

	#addMissing(missing: string): void {
		const field = this.#fields.at(-1);
		if (field) field.missing = missing;
	}

	#openStream(attributes: SaxesTagPlain['attributes']): void {
		refuseStrangeStream(attributes);
		this.#stream = '';
	}

	#closeStream(): void {
		if (!this.#form || this.#stream === null) return;
		const stream = new BinaryRows(this.#form, this.#fields);
		for (const row of stream.write(this.#stream)) this.#rows.push(row);
		stream.close();
		this.#stream = null;
	}

	#addRow(): void {
		this.#rows.push(this.#row);
		if (this.#row.length <= this.#columns.length) return;
		throw new BadCatalogue(
			`Row ${this.#rows.length} has ${this.#row.length} cells, more than the ${this.#columns.length} FIELDs.`
		);
	}
}
