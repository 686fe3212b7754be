import { VERDICT_COLUMNS, type VerdictColumn, type VerdictLine } from './verdictColumns.ts';
import { xmlText } from './xmlText.ts';

/** A VOTable 1.4 with one table in its TABLEDATA form, one row per vote. */
export function verdictsVotable(
	lines: readonly VerdictLine[],
	{ name, description }: { name: string; description: string }
): string {
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">',
		'<RESOURCE type="results">',
		`<TABLE name="${xmlText(name)}" nrows="${lines.length}">`,
		`<DESCRIPTION>${xmlText(description)}</DESCRIPTION>`,
		...VERDICT_COLUMNS.map(fieldOf),
		'<DATA><TABLEDATA>',
		...lines.map(
			(line) =>
				`<TR>${VERDICT_COLUMNS.map((column) => `<TD>${cellOf(column, line)}</TD>`).join('')}</TR>`
		),
		'</TABLEDATA></DATA>',
		'</TABLE>',
		'</RESOURCE>',
		'</VOTABLE>',
		''
	].join('\n');
}

const DATATYPES: Record<VerdictColumn['type'], string> = {
	text: 'datatype="unicodeChar" arraysize="*"',
	number: 'datatype="double"',
	integer: 'datatype="int"',
	flag: 'datatype="boolean"'
};

/** Integers have no NaN: this number stands for one that is not known. */
const NO_INTEGER = -1;

function fieldOf({ name, type, unit, ucd, description }: VerdictColumn): string {
	const unitOf = unit === '' ? '' : ` unit="${unit}"`;
	const ucdOf = ucd === '' ? '' : ` ucd="${ucd}"`;
	const none = type === 'integer' ? `<VALUES null="${NO_INTEGER}"/>` : '';
	return `<FIELD name="${name}" ${DATATYPES[type]}${unitOf}${ucdOf}><DESCRIPTION>${xmlText(description)}</DESCRIPTION>${none}</FIELD>`;
}

function cellOf(column: VerdictColumn, line: VerdictLine): string {
	switch (column.type) {
		case 'text':
			return xmlText(column.value(line));
		case 'flag':
			return String(column.value(line) ?? '?');
		case 'number':
			return String(column.value(line));
		case 'integer': {
			const value = column.value(line);
			return String(Number.isNaN(value) ? NO_INTEGER : value);
		}
	}
}
