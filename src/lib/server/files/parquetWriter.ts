import type { ColumnChunk, Encoding, PageHeader, RowGroup } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { compressSync } from 'snappy';
import {
	pandasMetadata,
	pandasType,
	rowsOf,
	schemaElement,
	type ColumnShape,
	type ParquetColumn,
	type RowPlaces
} from './parquetColumns.ts';
import { placeBytes, plainBytes } from './parquetPages.ts';

/**
 * A small table as one Parquet file with one row group.
 * @param index Column that pandas makes the index on reading.
 */
export function parquetBytes(columns: ParquetColumn[], index: string | null = null): Uint8Array {
	return Buffer.concat([...parquetPieces(columns, [columns], index)]);
}

/**
 * A Parquet file piece by piece, of row groups that are made one column at a time when their turn comes: what is in
 * memory is one column of one row group. Format 1.0 and snappy, as the reference writes (spec/pipeline.md §7.1).
 *
 * The pages are made here, because hyparquet-writer's own encoders take boxed values one by one; its Thrift and
 * metadata are used. Its snappy would take most of the time, hence the native one.
 */
export function* parquetPieces(
	shapes: readonly ColumnShape[],
	rowGroups: Iterable<Iterable<ParquetColumn>>,
	index: string | null = null
): Generator<Uint8Array> {
	const magic = Buffer.from('PAR1');
	let offset = magic.length;
	const groups: RowGroup[] = [];
	yield magic;
	for (const columns of rowGroups) {
		const group = emptyGroup();
		const places = new Map<RowPlaces, Body>();
		for (const column of columns) {
			if (rowsOf(column) === 0) continue;
			const pages = columnPages(column, places);
			addChunk(group, columnChunk(column, pages, offset), rowsOf(column));
			for (const { header, body } of pages) {
				yield header;
				yield body.compressed;
			}
			offset += sum(pages, fileSize);
		}
		if (group.num_rows > 0n) groups.push(group);
	}
	const rows = sum(groups, ({ num_rows }) => Number(num_rows));
	const pandas = shapes.map(({ name, type }) => ({ name, pandas: pandasType(type) }));
	yield footer(shapes, groups, pandasMetadata(pandas, { rows, index }));
}

interface Page {
	header: Uint8Array;
	body: Body;
}

interface Body {
	rawSize: number;
	compressed: Uint8Array;
}

/** @param places The compressed bodies of `rows` arrays, which columns of a row group share. */
function columnPages(column: ParquetColumn, places: Map<RowPlaces, Body>): Page[] {
	const values = compressed(plainBytes(column));
	if (!column.rows) return [pageOf(dataHeader(column.values.length, 'PLAIN'), values)];
	const shared = places.get(column.rows) ?? compressed(placeBytes(column.rows));
	places.set(column.rows, shared);
	return [
		pageOf(dictionaryHeader(column.values.length), values),
		pageOf(dataHeader(column.rows.length, 'RLE_DICTIONARY'), shared)
	];
}

function compressed(raw: Uint8Array): Body {
	// A copy of what is kept: the compressor's own buffer is as large as its input and would be freed late.
	return { rawSize: raw.length, compressed: compressSync(raw, { copyOutputData: true }) };
}

type HeaderFields = Omit<PageHeader, 'uncompressed_page_size' | 'compressed_page_size'>;

function pageOf(fields: HeaderFields, body: Body): Page {
	const writer = new ByteWriter();
	writePageHeader(writer, {
		...fields,
		uncompressed_page_size: body.rawSize,
		compressed_page_size: body.compressed.length
	});
	return { header: writer.getBytes(), body };
}

function dictionaryHeader(num_values: number): HeaderFields {
	return { type: 'DICTIONARY_PAGE', dictionary_page_header: { num_values, encoding: 'PLAIN' } };
}

/** A version 1 page; without nulls it has no levels before its values. */
function dataHeader(num_values: number, encoding: Encoding): HeaderFields {
	return {
		type: 'DATA_PAGE',
		data_page_header: {
			num_values,
			encoding,
			definition_level_encoding: 'RLE',
			repetition_level_encoding: 'RLE'
		}
	};
}

/** @param offset Place of the column's first page in the file. */
function columnChunk(column: ParquetColumn, pages: Page[], offset: number): ColumnChunk {
	const beforeData = sum(pages.slice(0, -1), fileSize);
	return {
		file_offset: BigInt(offset),
		meta_data: {
			type: schemaElement(column).type,
			encodings: column.rows ? ['PLAIN', 'RLE', 'RLE_DICTIONARY'] : ['PLAIN', 'RLE'],
			path_in_schema: [column.name],
			codec: 'SNAPPY',
			num_values: BigInt(rowsOf(column)),
			total_uncompressed_size: BigInt(
				sum(pages, ({ header, body }) => header.length + body.rawSize)
			),
			total_compressed_size: BigInt(sum(pages, fileSize)),
			data_page_offset: BigInt(offset + beforeData),
			...(column.rows && { dictionary_page_offset: BigInt(offset) })
		}
	};
}

function fileSize({ header, body }: Page): number {
	return header.length + body.compressed.length;
}

function sum<T>(parts: readonly T[], size: (part: T) => number): number {
	return parts.reduce((total, part) => total + size(part), 0);
}

function emptyGroup(): RowGroup {
	return { columns: [], total_byte_size: 0n, num_rows: 0n };
}

function addChunk(group: RowGroup, chunk: ColumnChunk, rows: number): void {
	group.columns.push(chunk);
	group.total_byte_size += chunk.meta_data?.total_uncompressed_size ?? 0n;
	group.num_rows = BigInt(rows);
}

function footer(shapes: readonly ColumnShape[], row_groups: RowGroup[], pandas: string) {
	const writer = new ByteWriter();
	writeMetadata(writer, {
		version: 1,
		created_by: 'caustic',
		schema: [{ name: 'schema', num_children: shapes.length }, ...shapes.map(schemaElement)],
		num_rows: row_groups.reduce((rows, group) => rows + group.num_rows, 0n),
		row_groups,
		key_value_metadata: [{ key: 'pandas', value: pandas }],
		metadata_length: 0
	});
	writer.appendBytes(Buffer.from('PAR1'));
	return writer.getBytes();
}
