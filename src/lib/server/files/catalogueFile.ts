import { extname } from 'node:path';
import type { CatalogueTable } from '#science/catalogue/table.ts';
import { readSelavyText } from '#science/catalogue/readSelavyText.ts';
import { readCsvTable } from './csvTable.ts';
import { readVotable } from './votable.ts';

/** A source catalogue as a table of texts; the ending of the file name tells the format (spec/pipeline.md §3.1). */
export function readCatalogue(bytes: Uint8Array, fileName: string): CatalogueTable {
	const text = new TextDecoder().decode(bytes);
	switch (extname(fileName)) {
		case '.xml':
		case '.vot':
			return readVotable(text);
		case '.csv':
			return readCsvTable(text);
		default:
			return readSelavyText(text);
	}
}
