import type { SourceRow } from '#schema/sourceQuery.ts';
import type { ExportedSources } from './exportedSources.ts';
import { nameWithUnit } from './sourceExportColumns.ts';
import { xmlText } from './xmlText.ts';
import { zipPieces } from './zipPieces.ts';

/** A worksheet has 1 048 576 rows, and the first one names the columns. */
export const MOST_WORKSHEET_ROWS = 1_048_575;
/** More characters than these make a program mend the file. */
const MOST_IN_A_CELL = 32_767;

/** A workbook (ECMA-376): the sources in one sheet, what the columns mean in another. */
export function sourceExportXlsx(
	exported: ExportedSources,
	batches: AsyncIterable<SourceRow[]>
): AsyncGenerator<Uint8Array> {
	return zipPieces([
		{ name: '[Content_Types].xml', text: [CONTENT_TYPES] },
		{ name: '_rels/.rels', text: [relations([['officeDocument', 'xl/workbook.xml']])] },
		{ name: 'xl/workbook.xml', text: [WORKBOOK] },
		{
			name: 'xl/_rels/workbook.xml.rels',
			text: [
				relations([
					['worksheet', 'worksheets/sheet1.xml'],
					['worksheet', 'worksheets/sheet2.xml']
				])
			]
		},
		{ name: 'xl/worksheets/sheet1.xml', text: sourceSheet(exported, batches) },
		{ name: 'xl/worksheets/sheet2.xml', text: aboutSheet(exported) }
	]);
}

type Cell = string | number | boolean | null;

async function* sourceSheet(
	{ columns }: ExportedSources,
	batches: AsyncIterable<SourceRow[]>
): AsyncGenerator<string> {
	const letters = columns.map((_, place) => columnLetters(place));
	yield sheetHead('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
	yield sheetRow(1, columns.map(nameWithUnit), letters);
	let line = 2;
	for await (const rows of batches) {
		const lines = rows.map((row) => {
			const cells = columns.map(({ value }) => value(row));
			return sheetRow(line++, cells, letters);
		});
		yield lines.join('');
	}
	yield SHEET_END;
}

function* aboutSheet(exported: ExportedSources): Generator<string> {
	const { columns, count, runNames, address, notes, madeAt } = exported;
	const told: Cell[][] = [
		['Sources', count],
		['Runs', runNames.join(', ')],
		['Question', `/sources?${address}`],
		['Made at', madeAt.toISOString()],
		...notes.map((note) => ['Note', note]),
		[],
		['Column', 'Unit', 'What it is'],
		...columns.map((column) => [nameWithUnit(column), column.unit, column.description])
	];
	const letters = ['A', 'B', 'C'];
	yield sheetHead('');
	yield told.map((cells, place) => sheetRow(place + 1, cells, letters)).join('');
	yield SHEET_END;
}

function sheetRow(line: number, cells: readonly Cell[], letters: readonly string[]): string {
	const written = cells.map((cell, place) => writtenCell(cell, letters[place] + line));
	return `<row r="${line}">${written.join('')}</row>`;
}

/** Texts are never formulas here, whatever they begin with. */
function writtenCell(cell: Cell, at: string): string {
	if (cell === null || cell === '') return '';
	if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
	if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${Number(cell)}</v></c>`;
	const text = xmlText(cell.slice(0, MOST_IN_A_CELL));
	return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A to Z, then AA. */
function columnLetters(place: number): string {
	const last = String.fromCharCode(65 + (place % 26));
	return place < 26 ? last : columnLetters(Math.floor(place / 26) - 1) + last;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SCHEMAS = 'http://schemas.openxmlformats.org';
const SHEET_END = '</sheetData></worksheet>';

function sheetHead(pane: string): string {
	return `${XML}<worksheet xmlns="${SCHEMAS}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetData>`;
}

function relations(targets: [kind: string, target: string][]): string {
	const listed = targets.map(
		([kind, target], place) =>
			`<Relationship Id="rId${place + 1}" Type="${SCHEMAS}/officeDocument/2006/relationships/${kind}" Target="${target}"/>`
	);
	return `${XML}<Relationships xmlns="${SCHEMAS}/package/2006/relationships">${listed.join('')}</Relationships>`;
}

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const CONTENT_TYPES = [
	`${XML}<Types xmlns="${SCHEMAS}/package/2006/content-types">`,
	'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
	'<Default Extension="xml" ContentType="application/xml"/>',
	`<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>`,
	`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
	`<Override PartName="/xl/worksheets/sheet2.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
	'</Types>'
].join('');
const WORKBOOK = [
	`${XML}<workbook xmlns="${SCHEMAS}/spreadsheetml/2006/main" xmlns:r="${SCHEMAS}/officeDocument/2006/relationships">`,
	'<bookViews><workbookView/></bookViews>',
	'<sheets><sheet name="Sources" sheetId="1" r:id="rId1"/><sheet name="About" sheetId="2" r:id="rId2"/></sheets>',
	'</workbook>'
].join('');
