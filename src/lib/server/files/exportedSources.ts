import type { SourceRow } from '#schema/sourceQuery.ts';
import type { ExportColumn } from './sourceExportColumns.ts';

/** What a file of sources holds, before its rows. */
export interface ExportedSources {
	columns: readonly ExportColumn[];
	/** Rows. */
	count: number;
	/** Of the runs asked about. */
	runNames: string[];
	/** The question, as the address of its page says it. */
	address: string;
	/** What the rows rest on where that is not plain. */
	notes: string[];
	madeAt: Date;
}

/** A file piece by piece, made from its rows as they come. */
export type ExportWriter = (
	exported: ExportedSources,
	batches: AsyncIterable<SourceRow[]>
) => AsyncGenerator<Uint8Array>;
