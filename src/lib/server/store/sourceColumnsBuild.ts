import type { Source } from '#schema/source.ts';
import { nameKey, OTHER_NAMES } from '#science/table/nameKey.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import { isJudged, judgedNumbers, type JudgedField } from '#science/variability/fieldValue.ts';
import { collection, type Store, type Stored } from './client.ts';
import {
	BLOCK_ROWS,
	completeColumns,
	emptyColumn,
	missingColumns,
	SOURCE_COLUMNS,
	writeBlock,
	type SourceColumn
} from './sourceColumns.ts';
import type { Generation } from './sources.ts';

type SourceDoc = Stored<Source>;
/** Keys are of all names together. */
type BuiltColumn = Exclude<SourceColumn, 'nameKey' | 'eseScore'>;
type Block = { name: BuiltColumn; values: NumberColumn }[];

const PROJECTION = Object.fromEntries(
	['name', 'wavgRa', 'wavgDec', 'bands', ...SOURCE_COLUMNS].map((field) => [field, 1])
);

const building = new Map<string, Promise<void>>();

/** Sees to it that a generation has its columns: made as it is published, or here for one published by an earlier version. */
export async function ensureColumns(store: Store, generation: Generation): Promise<void> {
	const key = `${store.db.databaseName}/${generation.runId}/${generation.revision}`;
	const making = building.get(key) ?? buildUnlessThere(store, generation);
	building.set(key, making);
	try {
		await making;
	} finally {
		building.delete(key);
	}
}

async function buildUnlessThere(store: Store, generation: Generation): Promise<void> {
	const missing = await missingColumns(store, generation, '');
	if (missing.length > 0) await buildColumns(store, generation, missing);
}

/** Reads the sources one by one and writes these columns block by block: memory does not grow with their number. */
async function buildColumns(
	store: Store,
	generation: Generation,
	missing: SourceColumn[]
): Promise<void> {
	const { runId, revision } = generation;
	const found = collection<SourceDoc>(store, 'sources')
		.find({ runId, revision }, { projection: PROJECTION, batchSize: 5000 })
		.sort({ _id: 1 });
	const names = new NameKeys();
	let block = emptyBlock(missing);
	let rows = 0;
	for await (const doc of found) {
		fill(block, rows % BLOCK_ROWS, doc);
		names.add(doc.name);
		rows++;
		if (rows % BLOCK_ROWS > 0) continue;
		await writeBlocks(store, generation, { block, at: rows / BLOCK_ROWS - 1, rows: BLOCK_ROWS });
		block = emptyBlock(missing);
	}
	// An empty generation has columns too, of no rows.
	if (rows % BLOCK_ROWS > 0 || rows === 0) {
		const at = Math.floor(rows / BLOCK_ROWS);
		await writeBlocks(store, generation, { block, at, rows: rows % BLOCK_ROWS });
	}
	if (missing.includes('nameKey')) await writeKeys(store, generation, names.keys());
	await completeColumns(store, generation, '');
}

async function writeKeys(store: Store, generation: Generation, keys: NumberColumn): Promise<void> {
	for (let from = 0; from < Math.max(1, keys.length); from += BLOCK_ROWS)
		await writeBlock(store, generation, {
			...{ variant: '', column: 'nameKey', block: from / BLOCK_ROWS },
			values: keys.subarray(from, from + BLOCK_ROWS)
		});
}

function emptyBlock(missing: SourceColumn[]): Block {
	const columns = missing.filter((column) => column !== 'nameKey' && column !== 'eseScore');
	return columns.map((name) => ({ name, values: emptyColumn(name, BLOCK_ROWS) }));
}

function fill(block: Block, row: number, doc: SourceDoc): void {
	// A source of an earlier version may lack what came later.
	doc.bands ??= [];
	const judged = judgedNumbers(doc);
	for (const { name, values } of block) values[row] = numberOf(doc, judged, name) ?? NaN;
}

/** Nothing is copied on the way: of a million sources, that would take most of the time. */
function numberOf(
	doc: SourceDoc,
	judged: Record<JudgedField, number>,
	name: BuiltColumn
): number | undefined {
	if (name === 'sourceId') return doc._id;
	if (name === 'ra') return doc.wavgRa;
	if (name === 'dec') return doc.wavgDec;
	if (name === 'isNew') return Number(doc.isNew);
	return isJudged(name) ? judged[name] : doc[name];
}

async function writeBlocks(
	store: Store,
	generation: Generation,
	{ block, at, rows }: { block: Block; at: number; rows: number }
): Promise<void> {
	for (const { name, values } of block)
		await writeBlock(store, generation, {
			...{ variant: '', column: name, block: at },
			values: values.subarray(0, rows)
		});
}

/** Keys by which names are sorted; names of another form are ranked among each other, after all sources were seen. */
class NameKeys {
	readonly #keys: number[] = [];
	readonly #others: { name: string; row: number }[] = [];

	add(name: string): void {
		const key = nameKey(name);
		if (Number.isNaN(key)) this.#others.push({ name, row: this.#keys.length });
		this.#keys.push(key);
	}

	keys(): Float64Array {
		const keys = Float64Array.from(this.#keys);
		const sorted = this.#others.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
		let rank = 0;
		sorted.forEach(({ name, row }, i) => {
			if (i > 0 && name !== sorted[i - 1].name) rank++;
			keys[row] = OTHER_NAMES + rank;
		});
		return keys;
	}
}
