import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { compressSync } from 'snappy';
import type { SourceRow } from '#schema/sourceQuery.ts';
import type { ExportedSources } from './exportedSources.ts';
import type { ExportColumn } from './sourceExportColumns.ts';

/** Rows of a row group: some MB of values. */
const GROUP_ROWS = 10_000;

/** A row group at a time. What is not known is null; units and meanings are JSON in the metadata, under `columns`. */
export async function* sourceExportParquet(
	exported: ExportedSources,
	batches: AsyncIterable<SourceRow[]>
): AsyncGenerator<Uint8Array> {
	const { columns } = exported;
	const bytes = new ByteWriter();
	const file = new ParquetWriter({
		writer: bytes,
		schema: [{ name: 'schema', num_children: columns.length }, ...columns.map(schemaElement)],
		compressors: { SNAPPY: (raw) => compressSync(raw) },
		kvMetadata: metadata(exported),
		createdBy: 'caustic'
	});
	for await (const rows of grouped(batches)) {
		await file.write({
			columnData: columns.map((column) => ({
				name: column.name,
				data: rows.map((row) => stored(column, row))
			})),
			rowGroupSize: GROUP_ROWS
		});
		yield taken(bytes);
	}
	await file.finish();
	yield taken(bytes);
}

/** What was written since the last time. */
function taken(bytes: ByteWriter): Uint8Array {
	const piece = bytes.getBytes().slice();
	bytes.index = 0;
	return piece;
}

async function* grouped(batches: AsyncIterable<SourceRow[]>): AsyncGenerator<SourceRow[]> {
	let group: SourceRow[] = [];
	for await (const rows of batches) {
		group.push(...rows);
		if (group.length < GROUP_ROWS) continue;
		yield group;
		group = [];
	}
	if (group.length > 0) yield group;
}

const TYPES: Record<ExportColumn['type'], Omit<SchemaElement, 'name'>> = {
	text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
	number: { type: 'DOUBLE' },
	integer: { type: 'INT64' },
	flag: { type: 'BOOLEAN' }
};

function schemaElement({ name, type }: ExportColumn): SchemaElement {
	return { name, repetition_type: 'OPTIONAL', ...TYPES[type] };
}

function stored(column: ExportColumn, row: SourceRow): string | number | bigint | boolean | null {
	const value = column.value(row);
	return column.type === 'integer' && value !== null ? BigInt(value) : value;
}

function metadata({ columns, count, runNames, address, notes, madeAt }: ExportedSources) {
	const told = columns.map(({ name, unit, ucd, description }) => [
		name,
		{ unit, ucd, description }
	]);
	return [
		{ key: 'columns', value: JSON.stringify(Object.fromEntries(told)) },
		{ key: 'sources', value: String(count) },
		{ key: 'runs', value: JSON.stringify(runNames) },
		{ key: 'question', value: `/sources?${address}` },
		{ key: 'notes', value: notes.join(' ') },
		{ key: 'made_at', value: madeAt.toISOString() }
	];
}
