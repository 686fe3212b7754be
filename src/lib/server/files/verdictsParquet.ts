import type { ParquetColumn } from './parquetColumns.ts';
import { parquetBytes } from './parquetWriter.ts';
import { VERDICT_COLUMNS, type VerdictColumn, type VerdictLine } from './verdictColumns.ts';

/** One row per vote. The writer knows no nulls: integers that are not known are −1, a flag without a vote is false. */
export function verdictsParquet(lines: readonly VerdictLine[]): Uint8Array {
	return parquetBytes(VERDICT_COLUMNS.map((column) => columnOf(column, lines)));
}

function columnOf(column: VerdictColumn, lines: readonly VerdictLine[]): ParquetColumn {
	const { name, type } = column;
	switch (type) {
		case 'text':
			return { name, type: 'string', values: lines.map(column.value) };
		case 'number':
			return { name, type: 'float64', values: Float64Array.from(lines, column.value) };
		case 'integer':
			return {
				name,
				type: 'int32',
				values: lines.map(column.value).map((value) => (Number.isNaN(value) ? -1 : value))
			};
		case 'flag':
			return { name, type: 'bool', values: lines.map((line) => (column.value(line) ? 1 : 0)) };
	}
}
