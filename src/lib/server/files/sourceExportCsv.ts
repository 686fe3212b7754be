import type { SourceRow } from '#schema/sourceQuery.ts';
import { csvLine } from './csvLine.ts';
import type { ExportedSources } from './exportedSources.ts';
import { nameWithUnit } from './sourceExportColumns.ts';

/** RFC 4180: a header with units, a line for each source. Empty cells are not known. */
export async function* sourceExportCsv(
	{ columns }: ExportedSources,
	batches: AsyncIterable<SourceRow[]>
): AsyncGenerator<Uint8Array> {
	yield Buffer.from(csvLine(columns.map(nameWithUnit)));
	for await (const rows of batches) {
		const lines = rows.map((row) => csvLine(columns.map(({ value }) => value(row))));
		yield Buffer.from(lines.join(''));
	}
}
