import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import type { CatalogueTable } from '#science/catalogue/table.ts';

/** The first table of a VOTable in its TABLEDATA form. Columns go by FIELD name, not ID (spec/pipeline.md §3.1). */
export function readVotable(text: string): CatalogueTable {
	const table = new TableDataReader();
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) => table.open(localName(name), attributes));
	parser.on('closetag', ({ name }) => table.close(localName(name)));
	parser.on('text', (part) => table.text(part));
	parser.on('cdata', (part) => table.text(part));
	parser.on('error', (error) => {
		throw new BadCatalogue(`The VOTable cannot be read: ${error.message}.`);
	});
	parser.write(text).close();
	return table.result();
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

class TableDataReader {
	#columns: string[] = [];
	#rows: string[][] = [];
	#row: string[] = [];
	#cell: string | null = null;
	#tables = 0;

	open(name: string, attributes: SaxesTagPlain['attributes']): void {
		if (name === 'TABLE') this.#tables += 1;
		if (this.#tables !== 1) return;
		if (name === 'FIELD') this.#columns.push(attributes.name ?? '');
		else if (name === 'TR') this.#row = [];
		else if (name === 'TD') this.#cell = '';
		else if (name === 'BINARY' || name === 'BINARY2')
			throw new BadCatalogue(`The VOTable is in ${name} form: save it as TABLEDATA.`);
	}

	text(part: string): void {
		if (this.#cell !== null) this.#cell += part;
	}

	close(name: string): void {
		if (this.#tables !== 1) return;
		if (name === 'TD') {
			this.#row.push((this.#cell ?? '').trim());
			this.#cell = null;
		} else if (name === 'TR') this.#rows.push(this.#padded());
	}

	result(): CatalogueTable {
		if (!this.#columns.length) throw new BadCatalogue('The VOTable has no FIELD.');
		return { columns: this.#columns, rows: this.#rows };
	}

	#padded(): string[] {
		const missing = Math.max(0, this.#columns.length - this.#row.length);
		return [...this.#row, ...Array<string>(missing).fill('')];
	}
}
