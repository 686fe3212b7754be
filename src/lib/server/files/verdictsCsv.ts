import { csvLine } from './csvLine.ts';
import { VERDICT_COLUMNS, type VerdictLine } from './verdictColumns.ts';

/** RFC 4180: a header, one line per vote, CRLF. Empty cells are not known. */
export function verdictsCsv(lines: readonly VerdictLine[]): string {
	const rows = lines.map((line) => csvLine(VERDICT_COLUMNS.map(({ value }) => value(line))));
	return csvLine(VERDICT_COLUMNS.map(({ name }) => name)) + rows.join('');
}
