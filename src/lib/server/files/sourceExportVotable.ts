import type { SourceRow } from '#schema/sourceQuery.ts';
import type { ExportedSources } from './exportedSources.ts';
import type { ExportColumn } from './sourceExportColumns.ts';
import { xmlText } from './xmlText.ts';

/** A VOTable 1.4 with one table in its TABLEDATA form. Empty cells are not known. */
export async function* sourceExportVotable(
	exported: ExportedSources,
	batches: AsyncIterable<SourceRow[]>
): AsyncGenerator<Uint8Array> {
	const { columns } = exported;
	yield Buffer.from(head(exported));
	for await (const rows of batches) {
		const lines = rows.map(
			(row) => `<TR>${columns.map((column) => cell(column, row)).join('')}</TR>\n`
		);
		yield Buffer.from(lines.join(''));
	}
	yield Buffer.from('</TABLEDATA></DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n');
}

function head({ columns, count, runNames, address, notes, madeAt }: ExportedSources): string {
	const about = [`Sources of ${runNames.join(', ')}, one row each.`, ...notes].join(' ');
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">',
		'<RESOURCE type="results">',
		'<COOSYS ID="icrs" system="ICRS"/>',
		'<INFO name="QUERY_STATUS" value="OK"/>',
		`<INFO name="query" value="${xmlText(address)}"/>`,
		`<INFO name="created" value="${madeAt.toISOString()}"/>`,
		`<TABLE name="sources" nrows="${count}">`,
		`<DESCRIPTION>${xmlText(about)}</DESCRIPTION>`,
		...columns.map(field),
		'<DATA><TABLEDATA>',
		''
	].join('\n');
}

const DATATYPES: Record<ExportColumn['type'], string> = {
	text: 'datatype="unicodeChar" arraysize="*"',
	number: 'datatype="double"',
	integer: 'datatype="long"',
	flag: 'datatype="boolean"'
};

function field({ name, type, unit, ucd, description }: ExportColumn): string {
	const unitOf = unit === '' ? '' : ` unit="${xmlText(unit)}"`;
	const ucdOf = ucd === '' ? '' : ` ucd="${ucd}"`;
	const refersTo = ucd.startsWith('pos.eq.') ? ' ref="icrs"' : '';
	return `<FIELD name="${name}" ${DATATYPES[type]}${unitOf}${ucdOf}${refersTo}><DESCRIPTION>${xmlText(description)}</DESCRIPTION></FIELD>`;
}

function cell({ value }: ExportColumn, row: SourceRow): string {
	const held = value(row);
	if (held === null || held === '') return '<TD/>';
	return `<TD>${typeof held === 'string' ? xmlText(held) : String(held)}</TD>`;
}
