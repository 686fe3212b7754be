import { VERDICT_COLUMNS, type VerdictColumn, type VerdictLine } from './verdictColumns.ts';

/** RFC 4180: a header, one line per vote, CRLF. Empty cells are not known. */
export function verdictsCsv(lines: readonly VerdictLine[]): string {
	const rows = lines.map((line) =>
		VERDICT_COLUMNS.map((column) => quoted(written(column, line))).join(',')
	);
	return [VERDICT_COLUMNS.map(({ name }) => name).join(','), ...rows, ''].join('\r\n');
}

function written(column: VerdictColumn, line: VerdictLine): string {
	switch (column.type) {
		case 'text':
			return disarmed(column.value(line));
		case 'flag':
			return String(column.value(line) ?? '');
		default: {
			const value = column.value(line);
			return Number.isNaN(value) ? '' : String(value);
		}
	}
}

/** A spreadsheet would take what people wrote for a formula when it begins like one. */
function disarmed(text: string): string {
	return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(cell: string): string {
	return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
