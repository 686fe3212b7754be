import { sourceExportCsv } from './sourceExportCsv.ts';
import type { ExportWriter } from './exportedSources.ts';
import { sourceExportParquet } from './sourceExportParquet.ts';
import { sourceExportRegions } from './sourceExportRegions.ts';
import { sourceExportVotable } from './sourceExportVotable.ts';
import { sourceExportXlsx } from './sourceExportXlsx.ts';

/** The forms of the file by their endings. */
export const EXPORT_FORMATS = {
	csv: { contentType: 'text/csv; charset=utf-8; header=present', write: sourceExportCsv },
	xlsx: {
		contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		write: sourceExportXlsx
	},
	vot: { contentType: 'application/x-votable+xml', write: sourceExportVotable },
	parquet: { contentType: 'application/vnd.apache.parquet', write: sourceExportParquet },
	reg: { contentType: 'text/plain; charset=utf-8', write: sourceExportRegions }
} satisfies Record<string, { contentType: string; write: ExportWriter }>;
