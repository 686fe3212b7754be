/** A line of CSV (RFC 4180). Nothing and NaN are empty cells. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
	return cells.map(written).join(',') + '\r\n';
}

function written(cell: string | number | boolean | null): string {
	if (typeof cell === 'string') return quoted(disarmed(cell));
	return cell === null || Number.isNaN(cell) ? '' : String(cell);
}

/** A spreadsheet would take what people wrote for a formula when it begins like one. */
function disarmed(text: string): string {
	return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
