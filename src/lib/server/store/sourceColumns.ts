import { Failure } from '#schema/failure.ts';
import { SOURCE_FIELDS, type SourceField } from '#schema/sourceFilter.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import { RANKING_FIELDS, type RankingField } from '#science/variability/fieldValue.ts';
import type { Binary } from 'mongodb';
import { config } from '../config.ts';
import { ByteLru } from './byteLru.ts';
import { collection, SEEN_LATER, type Store } from './client.ts';
import type { Generation } from './generation.ts';
import { bytes, nullable, number, shape, text, type CollectionPlan } from './plan.ts';
import { readScoreColumn } from './scoreColumns.ts';

/**
 * The numbers of a run's sources, column by column in order of their ids: what never changes once a revision is published,
 * so that a question about a million sources reads two or three columns and no source. The objects they belong to are not
 * among them: settling changes those. A variant holds those columns that differ from the run's own.
 */

export type SourceColumn =
	SourceField | RankingField | 'sourceId' | 'ra' | 'dec' | 'nameKey' | 'isNew';

/** Rows that one document holds of a column: a megabyte. */
export const BLOCK_ROWS = 131_072;
const WRITTEN_AT_ONCE_BYTES = 2 ** 23;

type ArrayKind = 'f8' | 'f4' | 'u1';
const ARRAYS = { f8: Float64Array, f4: Float32Array, u1: Uint8Array } as const;
/** Whole numbers below 2²⁴. */
const COUNTS: readonly SourceColumn[] = [
	...(['nMeas', 'nMeasSel', 'nMeasForced', 'nRel', 'nSibl'] as const),
	'bandNMeas'
];

export const SOURCE_COLUMNS: readonly SourceColumn[] = [
	...(['sourceId', 'ra', 'dec', 'nameKey', 'isNew'] as const),
	...RANKING_FIELDS,
	// Object.keys forgets which keys it was given. Scores are kept apart (scoreColumns.ts): a run is scored again and again.
	...(Object.keys(SOURCE_FIELDS) as SourceField[]).filter((field) => field !== 'eseScore')
];

interface BlockDoc {
	_id: string;
	runId: number;
	revision: number;
	/** '' for the run's own. */
	variant: string;
	/** null: says that all blocks of the variant are there, of the columns whose names are its values. */
	column: string | null;
	block: number;
	kind: ArrayKind;
	values: Binary | Buffer;
}

export const sourceColumnsPlan: CollectionPlan = {
	name: 'sourceColumns',
	validator: shape({
		_id: text,
		runId: number,
		revision: number,
		variant: text,
		column: nullable(text),
		block: number,
		kind: text,
		values: bytes
	}),
	indexes: [
		// A column, block by block; whether a variant is complete; deleting a revision.
		{ key: { runId: 1, revision: 1, variant: 1, column: 1, block: 1 } }
	]
};

const blocks = (store: Store) => collection<BlockDoc>(store, 'sourceColumns');

const cache = new ByteLru<NumberColumn>(() => config().SOURCE_COLUMNS_MIB * 2 ** 20);

/** One column of a variant, or of the run itself where the variant does not differ. Not to be written to. */
export async function readColumn(
	store: Store,
	generation: Generation,
	{ variant, column }: { variant: string; column: SourceColumn }
): Promise<NumberColumn> {
	if (column === 'eseScore') {
		const { length } = await readColumn(store, generation, { variant: '', column: 'sourceId' });
		return readScoreColumn(store, generation, length);
	}
	return cache.get(keyOf(store, generation, { variant, column }), async () => {
		const own = await joinedBlocks(store, { ...generation, variant, column });
		if (variant === '') {
			if (!own) throw new Error(`Column ${column} of run ${generation.runId} is missing.`);
			return { value: own, bytes: own.byteLength };
		}
		const value = own ?? (await readColumn(store, generation, { variant: '', column }));
		// What is being replaced is not mixed with what replaces it, and not remembered.
		if (!(await hasColumns(store, generation, variant)))
			throw new Failure('Unavailable', 'Images have just been marked anew. Try again.');
		// The run's own are kept once.
		return { value, bytes: own?.byteLength ?? 1 };
	});
}

/** Whether all columns of a variant are there. The run's own stay for as long as the revision does. */
async function hasColumns(store: Store, generation: Generation, variant: string): Promise<boolean> {
	return (await missingColumns(store, generation, variant)).length === 0;
}

/** Columns that a variant does not have: all of them where there is none, some where an earlier version has written it. */
export async function missingColumns(
	store: Store,
	{ runId, revision }: Generation,
	variant: string
): Promise<SourceColumn[]> {
	const ids = keyOf(store, { runId, revision }, { variant: '', column: 'sourceId' });
	if (variant === '' && cache.has(ids)) return [];
	const complete = await blocks(store).findOne(
		{ runId, revision, variant, column: null },
		{ promoteBuffers: true }
	);
	const there = complete ? complete.values.toString().split(' ') : [];
	return SOURCE_COLUMNS.filter((column) => !there.includes(column));
}

/**
 * Writes a variant's columns, whole and in order of the sources' ids, in place of every other variant but the run's own:
 * only one is ever asked for. Columns that do not differ are left out.
 */
export async function saveColumns(
	store: Store,
	{ runId, revision }: Generation,
	variant: string,
	columns: Partial<Record<SourceColumn, NumberColumn>>
): Promise<void> {
	const generation = { runId, revision };
	await blocks(store).deleteMany({ ...generation, variant });
	const given = SOURCE_COLUMNS.flatMap((name) => {
		const values = columns[name];
		return values ? [{ name, values }] : [];
	});
	const rows = given[0]?.values.length ?? 0;
	for (let from = 0; from < Math.max(1, rows); from += BLOCK_ROWS)
		await writeBlocks(store, generation, {
			...{ variant, block: from / BLOCK_ROWS },
			columns: given.map(({ name, values }) => ({
				name,
				values: values.subarray(from, from + BLOCK_ROWS)
			}))
		});
	await completeColumns(store, generation, variant);
	if (variant !== '')
		await blocks(store).deleteMany({ ...generation, variant: { $nin: ['', variant] } });
}

/** Writes this block of each of these columns; what is there already says the same. */
export async function writeBlocks(
	store: Store,
	{ runId, revision }: Generation,
	{
		variant,
		block,
		columns
	}: { variant: string; block: number; columns: { name: SourceColumn; values: NumberColumn }[] }
): Promise<void> {
	const replaced = ({ name, values }: (typeof columns)[number]) => {
		const kind = kindOf(name);
		const stored = Buffer.from(ARRAYS[kind].from(values).buffer);
		const replacement = { runId, revision, variant, column: name, block, kind, values: stored };
		const filter = { _id: `${runId}/${revision}/${variant}/${name}/${block}` };
		return { replaceOne: { filter, replacement, upsert: true } };
	};
	// Small ones go together: the way to the database takes longer than writing them.
	const rows = Math.max(1, columns.at(0)?.values.length ?? 0);
	const together = Math.max(1, Math.floor(WRITTEN_AT_ONCE_BYTES / (8 * rows)));
	for (let from = 0; from < columns.length; from += together)
		await blocks(store).bulkWrite(columns.slice(from, from + together).map(replaced), {
			ordered: false,
			...SEEN_LATER
		});
}

/** Shows a variant's columns. Waits for the disk, and with it for all blocks written before. */
export async function completeColumns(
	store: Store,
	{ runId, revision }: Generation,
	variant: string
): Promise<void> {
	const doc = { runId, revision, variant, column: null, block: 0, kind: 'u1' as const };
	const values = Buffer.from(SOURCE_COLUMNS.join(' '));
	await blocks(store).replaceOne(
		{ _id: `${runId}/${revision}/${variant}` },
		{ ...doc, values },
		{ upsert: true }
	);
}

/** Deletes the columns of one revision. */
export async function deleteColumns(store: Store, generation: Generation): Promise<void> {
	const { runId, revision } = generation;
	await blocks(store).deleteMany({ runId, revision });
}

/** Deletes the columns of a run's revisions but those that are kept. */
export async function deleteColumnsExcept(
	store: Store,
	runId: number,
	keep: number[]
): Promise<void> {
	await blocks(store).deleteMany({ runId, revision: { $nin: keep } });
}

/** Zeros to fill: as the column is stored. */
export function emptyColumn(column: SourceColumn, rows: number): NumberColumn {
	return new ARRAYS[kindOf(column)](rows);
}

function keyOf(
	store: Store,
	{ runId, revision }: Generation,
	{ variant, column }: { variant: string; column: SourceColumn }
): string {
	return [store.db.databaseName, runId, revision, variant, column].join('/');
}

function kindOf(column: SourceColumn): ArrayKind {
	if (column === 'isNew') return 'u1';
	return COUNTS.includes(column) ? 'f4' : 'f8';
}

async function joinedBlocks(
	store: Store,
	which: Generation & { variant: string; column: SourceColumn }
): Promise<NumberColumn | null> {
	const { runId, revision, variant, column } = which;
	const docs = await blocks(store)
		.find(
			{ runId, revision, variant, column },
			{ projection: { kind: 1, values: 1 }, promoteBuffers: true }
		)
		.sort({ block: 1 })
		.toArray();
	const [first] = docs;
	if (!first) return null;
	// promoteBuffers gives buffers.
	const buffers = docs.map(({ values }) => values as Buffer);
	const joined = new Uint8Array(buffers.reduce((sum, { byteLength }) => sum + byteLength, 0));
	let from = 0;
	for (const buffer of buffers) {
		joined.set(buffer, from);
		from += buffer.byteLength;
	}
	return new ARRAYS[first.kind](joined.buffer);
}
