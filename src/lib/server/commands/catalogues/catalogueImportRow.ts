import type { CatalogueImport, CatalogueImportRow } from '#schema/catalogueImport.ts';

/** An import without what concerns its worker alone. */
export function catalogueImportRow(one: CatalogueImport): CatalogueImportRow {
	const { id, ownerId, ownerName, uploadId, fileName, bytes, state, nRows, readBytes } = one;
	const { problem, catalogueId, requestedAt, endedAt, startedAt, progressAt, wanted } = one;
	const seconds = startedAt && progressAt ? (Number(progressAt) - Number(startedAt)) / 1000 : 0;
	return {
		...{ id, ownerId, ownerName, uploadId, fileName, bytes, state, nRows, readBytes },
		...{
			problem,
			catalogueId,
			requestedAt,
			endedAt,
			name: wanted.name,
			isFileKept: state !== 'done'
		},
		rowsPerSecond: state === 'reading' && seconds > 0 ? nRows / seconds : null
	};
}
