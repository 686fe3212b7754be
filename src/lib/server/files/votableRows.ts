const OPEN = '<TABLEDATA>';
const CLOSE = '</TABLEDATA>';
/** Control characters other than blanks. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]/u;

/**
 * The rows of a VOTable's only TABLEDATA, and the document without them. null where there is none or another, or where anything
 * but TR, TD and text without references stands in it.
 */
export function splitTableData(text: string): { rows: string[][]; rest: string } | null {
	const start = text.indexOf(OPEN);
	const end = text.lastIndexOf(CLOSE);
	if (start < 0 || end < start || text.indexOf(OPEN, start + 1) >= 0) return null;
	// In a comment or a section of plain text the tags would not be tags.
	const before = text.slice(0, start + OPEN.length);
	if (before.includes('<!--') || before.includes('<![')) return null;
	// Some signs may not stand in a document at all.
	if (FORBIDDEN.test(text)) return null;
	const rows = plainRows(text, start + OPEN.length, end);
	return rows && { rows, rest: before + text.slice(end) };
}

function plainRows(text: string, start: number, end: number): string[][] | null {
	const rows: string[][] = [];
	let at = skipBlanks(text, start);
	while (at < end) {
		if (!text.startsWith('<TR>', at)) return null;
		const row: string[] = [];
		at = skipBlanks(text, at + 4);
		while (!text.startsWith('</TR>', at)) {
			const close = text.startsWith('<TD>', at) ? text.indexOf('</TD>', at) : -1;
			if (close < 0) {
				if (!text.startsWith('<TD/>', at)) return null;
				row.push('');
				at = skipBlanks(text, at + 5);
				continue;
			}
			const cell = text.slice(at + 4, close);
			if (cell.includes('<') || cell.includes('&') || cell.includes(']]>')) return null;
			row.push(cell.trim());
			at = skipBlanks(text, close + 5);
		}
		rows.push(row);
		at = skipBlanks(text, at + 5);
	}
	return at === end ? rows : null;
}

/** XML's four: blank, tab and the ends of lines. */
function skipBlanks(text: string, from: number): number {
	let at = from;
	for (let code = text.charCodeAt(at); code <= 32; code = text.charCodeAt(++at)) {
		if (code !== 32 && code !== 9 && code !== 10 && code !== 13) break;
	}
	return at;
}
