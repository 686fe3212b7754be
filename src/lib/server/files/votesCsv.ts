import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { Failure } from '#schema/failure.ts';
import type { GivenVote } from '#science/consensus/votes.ts';
import { withFile } from './fileFailure.ts';

/** Vote and the line of the file it stands on. */
export interface VoteLine extends GivenVote {
	line: number;
}

export interface VotesFile {
	votes: VoteLine[];
	/** Whether the file says which votes were blind; without that all are taken as blind. */
	statesBlind: boolean;
}

const REQUIRED = ['item', 'person', 'label'] as const;
const OPTIONAL = ['blind', 'confidence', 'time'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** Beyond this it is no set of classes: the tables are this number squared, and a text column has been taken for labels. */
const MOST_CLASSES = 200;
const MOST_BYTES = 256 * 2 ** 20;

/** Reads votes: `item,person,label` and perhaps `blind,confidence,time`, in any order; other columns are ignored. */
export async function readVotesCsv(path: string): Promise<VotesFile> {
	return withFile(path, async () => parseVotes(await readFile(path), path));
}

/** @throws Failure that names the line and the column */
export function parseVotes(bytes: Uint8Array, path: string): VotesFile {
	const [header, ...records] = parseRecords(decoded(bytes, path), path);
	if (header === undefined) throw wrong(path, 'it is empty. Begin with the line item,person,label');
	const places = placesOf(header, path);
	const votes = records.map((record) => voteOf(record, { header, places, path }));
	if (votes.length === 0) throw wrong(path, 'it has a header and no votes');
	checkLabels(votes, path);
	checkTimes(votes, path);
	return {
		votes: votes.map(({ timeText, ...vote }) => ({ ...vote, time: timeOf(timeText) })),
		statesBlind: places.has('blind')
	};
}

interface CsvRecord {
	cells: string[];
	line: number;
}

/** A vote before its time has been compared with the others'. */
type TextVote = Omit<VoteLine, 'time'> & { timeText: string };

function decoded(bytes: Uint8Array, path: string): string {
	if (bytes.length > MOST_BYTES)
		throw wrong(path, `it has ${bytes.length} bytes; at most ${MOST_BYTES} are read at once`);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		throw wrong(path, 'it is not a text in UTF-8. Save it as CSV in UTF-8');
	}
}

function parseRecords(text: string, path: string): CsvRecord[] {
	try {
		// With `info` each row comes with where it was read, which the package's types leave out.
		const rows = parse(text, {
			bom: true,
			trim: true,
			info: true,
			relax_column_count: true,
			skip_empty_lines: true
		}) as unknown as { record: string[]; info: { lines: number } }[];
		return rows.map(({ record, info }) => ({
			cells: record,
			// Counted at its end; a quoted cell may hold line breaks.
			line: info.lines - (record.join('').match(/\n/g)?.length ?? 0)
		}));
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw wrong(path, `it is no CSV: ${error.message}`);
	}
}

function placesOf({ cells, line }: CsvRecord, path: string): Map<Column, number> {
	const names = cells.map((name) => name.toLowerCase());
	const places = new Map<Column, number>();
	for (const column of [...REQUIRED, ...OPTIONAL]) {
		const place = names.indexOf(column);
		if (place < 0) continue;
		if (names.lastIndexOf(column) !== place)
			throw wrong(path, `line ${line} names the column ${column} twice`);
		places.set(column, place);
	}
	const missing = REQUIRED.filter((column) => !places.has(column));
	if (missing.length > 0)
		throw wrong(
			path,
			`line ${line} has no column ${missing.join(' and no column ')}. The header needs item, person and label, separated by commas`
		);
	return places;
}

interface Context {
	header: CsvRecord;
	places: Map<Column, number>;
	path: string;
}

function voteOf({ cells, line }: CsvRecord, { header, places, path }: Context): TextVote {
	if (cells.length !== header.cells.length)
		throw wrong(
			path,
			`line ${line} has ${cells.length} cells where the header has ${header.cells.length} columns. Put cells with commas in quotes`
		);
	const cell = (column: Column) => cells[places.get(column) ?? -1] ?? '';
	for (const column of REQUIRED) {
		if (cell(column) === '')
			throw wrong(
				path,
				`line ${line}, column ${column}: the cell is empty. Leave the line out where there is no vote`
			);
	}
	const blind = BLIND.get(cell('blind').toLowerCase());
	if (blind === undefined)
		throw wrong(
			path,
			`line ${line}, column blind: “${shortened(cell('blind'))}” is neither true nor false`
		);
	return {
		item: cell('item'),
		person: cell('person'),
		label: cell('label'),
		blind,
		confidence: cell('confidence') || null,
		timeText: cell('time'),
		line
	};
}

/** An empty cell says as much as a missing column. */
const BLIND = new Map([
	...['', 'true', 't', '1', 'yes', 'y', 'blind'].map((text): [string, boolean] => [text, true]),
	...['false', 'f', '0', 'no', 'n', 'revealed'].map((text): [string, boolean] => [text, false])
]);

function checkLabels(votes: readonly TextVote[], path: string): void {
	const labels = new Set<string>();
	for (const { label, line } of votes) {
		labels.add(label);
		if (labels.size > MOST_CLASSES)
			throw wrong(
				path,
				`line ${line}, column label: “${shortened(label)}” is label number ${labels.size}, and at most ${MOST_CLASSES} different ones are possible. Is it the right column?`
			);
	}
}

/** Dates and numbers have no common order: the first time of the file decides. */
function checkTimes(votes: readonly TextVote[], path: string): void {
	const first = votes.find(({ timeText }) => timeText !== '');
	if (first === undefined) return;
	const wantsNumber = !Number.isNaN(Number(first.timeText));
	for (const { timeText, line } of votes) {
		if (timeText === '') continue;
		const time = timeOf(timeText);
		if (time === null || !Number.isFinite(time))
			throw wrong(
				path,
				`line ${line}, column time: “${shortened(timeText)}” is neither a date like 2026-05-03T21:04:05Z nor a number`
			);
		if (!Number.isNaN(Number(timeText)) !== wantsNumber)
			throw wrong(
				path,
				`line ${line}, column time: “${shortened(timeText)}” cannot be compared with “${shortened(first.timeText)}” on line ${first.line}. Write all as dates or all as numbers`
			);
	}
}

const ISO =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Milliseconds of a date, UTC where it names no zone, or the number as it is (MJD, seconds, …); null for anything else. */
function timeOf(text: string): number | null {
	if (text === '') return null;
	if (!Number.isNaN(Number(text))) return Number(text);
	const parts = ISO.exec(text);
	if (parts === null) return null;
	const [, day, clock = '00:00', zone = 'Z'] = parts;
	const colon = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
	return Date.parse(`${day}T${clock}${colon}`);
}

/** Keeps a sentence a sentence when a cell holds a chapter or control characters. */
function shortened(text: string): string {
	const plain = text.replace(/\p{Cc}/gu, ' ');
	return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain;
}

function wrong(path: string, what: string): Failure {
	const end = /[.?!]$/.test(what) ? '' : '.';
	return new Failure('Invalid', `${path}: ${what}${end}`, path);
}
