import { type CatalogueRow, SELAVY_COLUMNS, type SelavyColumn } from './catalogueRows.ts';
import type { Observation } from './schedule.ts';

/** The catalogue of one image as a file of the observation's format. */
export function catalogueFile(rows: CatalogueRow[], observation: Observation): string {
	switch (observation.catalogue) {
		case 'txt':
			return selavyText(rows);
		case 'csv':
			return casdaCsv(rows, observation);
		case 'xml':
			return voTable(rows, observation);
	}
}

/** Fixed width as Selavy writes it: names, units, rows, each right-aligned; the comment column is blank. */
function selavyText(rows: CatalogueRow[]): string {
	const line = (cell: (column: SelavyColumn) => string) =>
		SELAVY_COLUMNS.map((column) => cell(column).padStart(column.width)).join(' ');
	const lines = [
		`#${line((column) => column.name).slice(1)}`,
		`#${line((column) => column.unit).slice(1)}`,
		...rows.map((row) => line((column) => column.value(row)))
	];
	return lines.join('\n') + '\n';
}

/** As the CSIRO archive exports it: its own leading and trailing columns, all names in lower case. */
function casdaCsv(rows: CatalogueRow[], observation: Observation): string {
	const block = observation.name.slice(observation.name.lastIndexOf('SB') + 2);
	const leading = ['id', 'catalogue_id', 'first_sbid', 'other_sbids', 'project_id'];
	const trailing = ['quality_level', 'released_date'];
	const names = SELAVY_COLUMNS.map((column) => column.name.toLowerCase());
	const lines = rows.map((row, i) =>
		[
			String(i + 1),
			'1',
			block,
			'',
			'18',
			...SELAVY_COLUMNS.map((column) => column.value(row)),
			'NOT_VALIDATED',
			''
		].join(',')
	);
	return [[...leading, ...names, ...trailing].join(','), ...lines].join('\n') + '\n';
}

function voTable(rows: CatalogueRow[], observation: Observation): string {
	const fields = SELAVY_COLUMNS.map((column) => {
		const unit = column.unit.replace(/[[\]]/g, '');
		const size = column.datatype === 'char' ? ` arraysize="${column.width}"` : '';
		return `      <FIELD name="${column.name}" ID="col_${column.name}" datatype="${column.datatype}" unit="${unit}"${size}/>`;
	});
	const body = rows.map((row) => {
		const cells = SELAVY_COLUMNS.map(
			(column) => `<TD>${column.value(row).padStart(column.width)}</TD>`
		);
		return `        <TR>${cells.join('')}</TR>`;
	});
	return [
		'<?xml version="1.0"?>',
		'<VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">',
		'  <COOSYS ID="J2000" equinox="J2000" system="eq_FK5"/>',
		'  <RESOURCE name="Component catalogue from Selavy source finding">',
		'    <TABLE name="Component catalogue">',
		`      <PARAM name="imageFile" datatype="char" arraysize="*" value="${observation.name}.fits"/>`,
		...fields,
		'      <DATA>',
		'        <TABLEDATA>',
		...body,
		'        </TABLEDATA>',
		'      </DATA>',
		'    </TABLE>',
		'  </RESOURCE>',
		'</VOTABLE>',
		''
	].join('\n');
}
