import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { isRanking } from '#science/variability/fieldValue.ts';
import { SOURCE_COLUMNS, type SourceColumn } from '../../store/sourceColumns.ts';
import { answer } from './answer.ts';
import { columnsOfAnswer } from './answeredColumns.ts';
import { readAsked } from './listedSources.ts';

/** Keys by which names are sorted, and what only the ranking asks for, mean nothing outside. */
const OFFERED = [...SOURCE_COLUMNS, 'eseScore' as const].filter(
	(column) => column !== 'nameKey' && !isRanking(column)
);
const MOST_COLUMNS = 12;
const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * Columns of a whole answer as bytes, for plots of a million sources: a line of JSON
 * `{"count": n, "columns": [{"name": "sourceId", "type": "f8"}, {"name": "etaPeak", "type": "f4"}, …]}`, spaces so that
 * what follows begins at a multiple of 8 bytes, a line break as the last of them; then each column whole, in that order,
 * little-endian. Ids and positions are float64, all else is float32. NaN: not measured.
 */
export async function columnsBody(
	user: User | null,
	address: URLSearchParams
): Promise<Uint8Array<ArrayBuffer>> {
	const { query } = readAsked(address, ['fields', 'sort', 'order', 'page', 'size']);
	const fields = readFields(address);
	const answered = await answer(user, query);
	const columns = await columnsOfAnswer(answered, fields);
	const named = ['sourceId' as const, ...fields.filter((field) => field !== 'sourceId')].map(
		(name) => ({ name, type: isWide(name) ? ('f8' as const) : ('f4' as const) })
	);
	// Wide ones first: then each begins at a multiple of its own size.
	named.sort((a, b) => (a.type === b.type ? 0 : a.type === 'f8' ? -1 : 1));
	const head = new TextEncoder().encode(JSON.stringify({ count: answered.count, columns: named }));
	const headBytes = 8 * Math.ceil((head.length + 1) / 8);
	const rowBytes = named.reduce((sum, { type }) => sum + (type === 'f8' ? 8 : 4), 0);
	const body = new Uint8Array(headBytes + rowBytes * answered.count);
	body.fill(SPACE, 0, headBytes);
	body.set(head);
	body[headBytes - 1] = NEWLINE;
	let from = headBytes;
	for (const { name, type } of named) {
		const ArrayType = type === 'f8' ? Float64Array : Float32Array;
		// This machine's order of bytes is little-endian, as that of every machine Node runs on.
		new ArrayType(body.buffer, from, answered.count).set(columns[name]);
		from += answered.count * ArrayType.BYTES_PER_ELEMENT;
	}
	return body;
}

function isWide(column: SourceColumn): boolean {
	return column === 'sourceId' || column === 'ra' || column === 'dec';
}

function readFields(address: URLSearchParams): SourceColumn[] {
	const named = address
		.getAll('fields')
		.flatMap((said) => said.split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	const unknown = named.find((name) => !OFFERED.some((column) => column === name));
	if (unknown !== undefined)
		throw new Failure('Invalid', `Sources have no column “${unknown.slice(0, 40)}”.`, 'fields');
	const fields = OFFERED.filter((column) => named.includes(column));
	if (fields.length >= 1 && fields.length <= MOST_COLUMNS) return fields;
	throw new Failure('Invalid', `Name 1 to ${MOST_COLUMNS} columns, commas between.`, 'fields');
}
