import { join } from 'node:path';
import { measurementKeys, Numbering, runKeys, type RunKeys } from './bundleKeys.ts';
import {
	columnOf,
	numbersOf,
	readParquet,
	readRowGroups,
	textsOf,
	type ParquetTable,
	type TableColumn
} from './parquetTable.ts';
import type { Storage } from './storage.ts';

/**
 * What differs between the outputs of two runs, a sentence for each table or column; none when they agree to the last
 * bit. Rows are matched as spec/pipeline.md §9 says: sources by their measurements; ids, paths and order do not count.
 */
export async function compareOutputs(
	storage: Storage,
	directories: readonly [string, string]
): Promise<string[]> {
	const text = new Numbering();
	const numberings = { text, measurement: new Numbering(), source: new Numbering() };
	const keys: RunKeys[] = [];
	for (const directory of directories) keys.push(await runKeys(storage, directory, numberings));
	const differences: string[] = [];
	for (const { name, keyColumns, keyOf } of runTables(text)) {
		const [a, b] = directories.map((directory, k) => ({
			path: join(directory, name),
			keyColumns,
			keyOf: (table: ParquetTable) => keyOf(table, keys[k])
		}));
		differences.push(...(await compareFiles(storage, name, [a, b])));
	}
	return [...differences, ...(await measurementDifferences(storage, text, keys))];
}

interface RunTable {
	name: string;
	keyColumns: string[];
	/** Numbers that tell the rows apart. */
	keyOf: (table: ParquetTable, keys: RunKeys) => ArrayLike<number>[];
}

function runTables(text: Numbering): RunTable[] {
	const named = (name: string): RunTable => ({
		name,
		keyColumns: ['name'],
		keyOf: (table) => [textsOf(table, 'name').map((key) => text.of(key))]
	});
	const ids = (name: string, columns: Record<string, 'source' | 'measurement'>): RunTable => ({
		name,
		keyColumns: Object.keys(columns),
		keyOf: (table, keys) =>
			Object.entries(columns).map(([column, kind]) =>
				numbersOf(table, column).map((id) => keys[kind].get(id) ?? -1)
			)
	});
	const place = ['centre_ra', 'centre_dec', 'xtr_radius'];
	return [
		named('images.parquet'),
		named('bands.parquet'),
		{
			name: 'skyregions.parquet',
			keyColumns: place,
			keyOf: (table) => place.map((column) => numbersOf(table, column))
		},
		ids('sources.parquet', { id: 'source' }),
		ids('associations.parquet', { source_id: 'source', meas_id: 'measurement' }),
		ids('relations.parquet', { from_source_id: 'source', to_source_id: 'source' }),
		ids('measurement_pairs.parquet', {
			source_id: 'source',
			meas_id_a: 'measurement',
			meas_id_b: 'measurement'
		})
	];
}

async function measurementDifferences(
	storage: Storage,
	text: Numbering,
	keys: RunKeys[]
): Promise<string[]> {
	const paths = keys.map(
		({ measurementFiles }) => new Map(measurementFiles.map(({ label, path }) => [label, path]))
	);
	const differences: string[] = [];
	for (const label of new Set(paths.flatMap((byLabel) => [...byLabel.keys()]))) {
		const [a, b] = paths.map((byLabel) => ({
			path: byLabel.get(label) ?? null,
			keyColumns: ['component_id', 'forced', 'ra', 'dec'],
			keyOf: (table: ParquetTable) => [measurementKeys(table).map((key) => text.of(key))]
		}));
		differences.push(...(await compareFiles(storage, label, [a, b])));
	}
	return differences;
}

interface ComparedFile {
	path: string | null;
	keyColumns: string[];
	keyOf: (table: ParquetTable) => ArrayLike<number>[];
}

async function compareFiles(
	storage: Storage,
	name: string,
	[a, b]: [ComparedFile, ComparedFile]
): Promise<string[]> {
	const exists = async ({ path }: ComparedFile) => path !== null && (await storage.exists(path));
	const [hasA, hasB] = [await exists(a), await exists(b)];
	if (hasA !== hasB) return [`${name} is only in the ${hasA ? 'first' : 'second'} run.`];
	if (a.path === null || b.path === null || !hasA) return [];
	const rows = matchedRows(
		a.keyOf(await readParquet(storage, a.path, a.keyColumns)),
		b.keyOf(await readParquet(storage, b.path, b.keyColumns))
	);
	const differences = rowSentences(name, rows);
	const columns = [await columnNames(storage, a.path), await columnNames(storage, b.path)];
	for (const column of new Set(columns.flat())) {
		// One column at a time: the pairs of a large survey have millions of rows.
		if (!columns.every((names) => names.includes(column))) {
			const side = columns[0].includes(column) ? 'first' : 'second';
			differences.push(`${name}: the column ${column} is only in the ${side} run.`);
			continue;
		}
		const first = columnOf(await readParquet(storage, a.path, [column]), column);
		const second = columnOf(await readParquet(storage, b.path, [column]), column);
		differences.push(...columnSentences(name, [first, second], rows));
	}
	return differences;
}

/** Ids and places on disk are the installation's, not the survey's. */
const NOT_COMPARED = new Set(
	`id band_id skyreg_id image_id source_id meas_id meas_id_a meas_id_b from_source_id to_source_id
	path measurements_path noise_path background_path __index_level_0__`.split(/\s+/)
);

async function columnNames(storage: Storage, path: string): Promise<string[]> {
	const { shapes } = await readRowGroups(storage, path);
	return shapes.map(({ name }) => name).filter((name) => !NOT_COMPARED.has(name));
}

interface MatchedRows {
	/** Row a[k] of the first run is row b[k] of the second. */
	a: number[];
	b: number[];
	onlyA: number;
	onlyB: number;
}

function matchedRows(keysA: ArrayLike<number>[], keysB: ArrayLike<number>[]): MatchedRows {
	const orderA = sortedRows(keysA);
	const orderB = sortedRows(keysB);
	const rows: MatchedRows = { a: [], b: [], onlyA: 0, onlyB: 0 };
	let i = 0;
	let j = 0;
	while (i < orderA.length && j < orderB.length) {
		const order = compared(keysA, orderA[i], keysB, orderB[j]);
		if (order === 0) {
			rows.a.push(orderA[i++]);
			rows.b.push(orderB[j++]);
		} else if (order < 0) {
			rows.onlyA++;
			i++;
		} else {
			rows.onlyB++;
			j++;
		}
	}
	rows.onlyA += orderA.length - i;
	rows.onlyB += orderB.length - j;
	return rows;
}

function sortedRows(keys: ArrayLike<number>[]): Uint32Array {
	return Uint32Array.from({ length: keys[0].length }, (_, row) => row).sort((i, j) =>
		compared(keys, i, keys, j)
	);
}

function compared(
	keysA: ArrayLike<number>[],
	i: number,
	keysB: ArrayLike<number>[],
	j: number
): number {
	for (let k = 0; k < keysA.length; k++) {
		const difference = keysA[k][i] - keysB[k][j];
		if (difference !== 0) return difference;
	}
	return 0;
}

function rowSentences(name: string, { onlyA, onlyB }: MatchedRows): string[] {
	const sentence = (count: number, side: string) =>
		count === 0 ? [] : [`${name}: ${count} rows are only in the ${side} run.`];
	return [...sentence(onlyA, 'first'), ...sentence(onlyB, 'second')];
}

function columnSentences(
	name: string,
	[first, second]: [TableColumn, TableColumn],
	{ a, b }: MatchedRows
): string[] {
	const differing: number[] = [];
	for (let k = 0; k < a.length; k++) {
		const [x, y] = [valueAt(first, a[k]), valueAt(second, b[k])];
		if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) differing.push(k);
	}
	if (differing.length === 0) return [];
	const [k] = differing;
	const example = `${first.values[a[k]]} and ${second.values[b[k]]}`;
	return [
		`${name}: the column ${first.name} differs in ${differing.length} of ${a.length} rows, such as ${example}.`
	];
}

/** A forced measurement has its run's number in its name (spec/pipeline.md §5.4-9), which is the installation's as well. */
function valueAt({ name, values }: TableColumn, row: number): string | number {
	const value = values[row];
	return name === 'name' && typeof value === 'string' ? value.replace(/_f_run\d+$/, '') : value;
}
