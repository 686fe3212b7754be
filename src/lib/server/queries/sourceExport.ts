import { Failure } from '#schema/failure.ts';
import type { SourceRow } from '#schema/sourceQuery.ts';
import type { User } from '#schema/user.ts';
import { fileName } from '../files/fileName.ts';
import { EXPORT_COLUMNS, type ExportColumn } from '../files/sourceExportColumns.ts';
import { EXPORT_FORMATS } from '../files/sourceExport.ts';
import { MOST_WORKSHEET_ROWS } from '../files/sourceExportXlsx.ts';
import { streamed } from '../files/streamed.ts';
import { answeredRows } from './sources/answeredRows.ts';
import { readAsked } from './sources/listedSources.ts';

/** How a page is shown, which changes nothing in a file but the order of its rows; and which columns it has. */
const OTHERS = ['sort', 'order', 'page', 'size', 'saved', 'columns'] as const;

/**
 * The whole answer to the question of an address as a file, in the order of the page, streamed. Whatever can be refused is
 * refused before the first byte; a failure after it breaks the stream, so that no part of a file passes for a whole one.
 */
export async function sourceExport(
	user: User | null,
	address: URLSearchParams,
	ending: string
): Promise<{ bytes: ReadableStream<Uint8Array>; contentType: string; name: string }> {
	const { contentType, write } = formatNamed(ending);
	const { query, order } = readAsked(address, OTHERS);
	const chosen = readColumns(address);
	const { answered, batches } = await answeredRows(user, query, order);
	const { count, notes, places } = answered;
	const runNames = answered.parts.map(({ runName }) => runName);
	if (ending === 'xlsx' && count > MOST_WORKSHEET_ROWS)
		throw new Failure(
			'Invalid',
			`A worksheet holds ${MOST_WORKSHEET_ROWS} sources, and this answer has ${count}: ask for fewer, or take it as Parquet, CSV or VOTable.`,
			'format'
		);
	const madeAt = new Date();
	const columns =
		chosen ?? EXPORT_COLUMNS.filter(({ key }) => key !== 'separationArcsec' || places.length > 0);
	const exported = { columns, count, runNames, notes, address: questionOf(address), madeAt };
	const runs = runNames.length === 1 ? fileName(runNames[0]) : `${runNames.length}-runs`;
	return {
		bytes: streamed(write(exported, all(batches, count))),
		contentType,
		name: `${runs}-sources-${madeAt.toISOString().slice(0, 10)}.${ending}`
	};
}

function formatNamed(ending: string) {
	const found = Object.entries(EXPORT_FORMATS).find(([known]) => known === ending);
	if (found) return found[1];
	const known = Object.keys(EXPORT_FORMATS).join(', ');
	throw new Failure('Invalid', `Sources are exported as ${known}.`, 'format');
}

/** The columns named, each once, in their order; null for all. */
function readColumns(address: URLSearchParams): ExportColumn[] | null {
	const named = address
		.getAll('columns')
		.flatMap((said) => said.split(','))
		.map((key) => key.trim())
		.filter((key) => key !== '');
	if (named.length === 0) return null;
	// With its number a source is found again, whatever else is chosen.
	return [...new Set(['id', ...named])].map((key) => {
		const column = EXPORT_COLUMNS.find((known) => known.key === key);
		if (column) return column;
		throw new Failure('Invalid', `Sources have no column “${key.slice(0, 40)}”.`, 'columns');
	});
}

function questionOf(address: URLSearchParams): string {
	const question = new URLSearchParams(address);
	for (const name of OTHERS) if (name !== 'sort' && name !== 'order') question.delete(name);
	return question.toString();
}

/** Fails where rows are missing: their run is being restored or deleted at this very time. */
async function* all(
	batches: AsyncIterable<SourceRow[]>,
	count: number
): AsyncGenerator<SourceRow[]> {
	let found = 0;
	for await (const rows of batches) {
		found += rows.length;
		yield rows;
	}
	if (found !== count)
		throw new Error(`${count - found} of ${count} sources were deleted while they were exported.`);
}
