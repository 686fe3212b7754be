import type { Source } from '#schema/source.ts';
import { nameKey, OTHER_NAMES } from '#science/table/nameKey.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import {
	isJudged,
	isRanking,
	judgedNumbers,
	rankingNumbers,
	type JudgedField,
	type RankingField
} from '#science/variability/fieldValue.ts';
import { collection, type Store, type Stored } from './client.ts';
import {
	BLOCK_ROWS,
	completeColumns,
	emptyColumn,
	missingColumns,
	SOURCE_COLUMNS,
	writeBlocks,
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
	const columns = new ColumnsBuilder(store, generation, missing);
	for await (const doc of found) {
		// A source of an earlier version may lack what came later.
		doc.bands ??= [];
		columns.add(doc, doc._id);
		await columns.written;
	}
	await columns.finish();
}

/** Makes the columns of a generation from its sources, given one by one in order of id. */
export class ColumnsBuilder {
	readonly #store: Store;
	readonly #generation: Generation;
	readonly #missing: readonly SourceColumn[];
	readonly #names = new NameKeys();
	#block: Block;
	#rows = 0;
	/** Of the blocks that are full; null where none is under way. */
	#writing: Promise<void> | null = null;

	constructor(
		store: Store,
		generation: Generation,
		missing: readonly SourceColumn[] = SOURCE_COLUMNS
	) {
		this.#store = store;
		this.#generation = generation;
		this.#missing = missing;
		this.#block = emptyBlock(missing);
	}

	add(source: Omit<Source, 'id'>, id: number): void {
		fill(this.#block, this.#rows % BLOCK_ROWS, { source, id });
		this.#names.add(source.name);
		this.#rows++;
		if (this.#rows % BLOCK_ROWS > 0) return;
		this.#writing = this.#write(BLOCK_ROWS, this.#writing);
		// Whoever waits for it is told; until then nobody listens.
		this.#writing.catch(() => undefined);
	}

	/** Whoever adds many waits for it, so that full blocks do not pile up. */
	get written(): Promise<void> | null {
		return this.#writing;
	}

	async finish(): Promise<void> {
		const rest = this.#rows % BLOCK_ROWS;
		// An empty generation has columns too, of no rows.
		if (rest > 0 || this.#rows === 0) await this.#write(rest, this.#writing);
		else await this.#writing;
		if (this.#missing.includes('nameKey'))
			await writeKeys(this.#store, this.#generation, this.#names.keys());
		await completeColumns(this.#store, this.#generation, '');
	}

	async #write(rows: number, before: Promise<void> | null): Promise<void> {
		const block = this.#block;
		const at = Math.max(0, Math.ceil(this.#rows / BLOCK_ROWS) - 1);
		this.#block = emptyBlock(this.#missing);
		await before;
		await writeBlocks(this.#store, this.#generation, {
			...{ variant: '', block: at },
			columns: block.map(({ name, values }) => ({ name, values: values.subarray(0, rows) }))
		});
	}
}

async function writeKeys(store: Store, generation: Generation, keys: NumberColumn): Promise<void> {
	for (let from = 0; from < Math.max(1, keys.length); from += BLOCK_ROWS)
		await writeBlocks(store, generation, {
			...{ variant: '', block: from / BLOCK_ROWS },
			columns: [{ name: 'nameKey', values: keys.subarray(from, from + BLOCK_ROWS) }]
		});
}

function emptyBlock(missing: readonly SourceColumn[]): Block {
	const columns = missing.filter((column) => column !== 'nameKey' && column !== 'eseScore');
	return columns.map((name) => ({ name, values: emptyColumn(name, BLOCK_ROWS) }));
}

/** The columns' source, and its id. */
interface Row {
	source: Omit<Source, 'id'>;
	id: number;
}

function fill(block: Block, at: number, row: Row): void {
	const { source } = row;
	const judged = { ...judgedNumbers(source), ...rankingNumbers(source) };
	for (const { name, values } of block) values[at] = numberOf(row, judged, name) ?? NaN;
}

/** Nothing is copied on the way: of a million sources, that would take most of the time. */
function numberOf(
	{ source, id }: Row,
	judged: Record<JudgedField | RankingField, number>,
	name: BuiltColumn
): number | undefined {
	if (name === 'sourceId') return id;
	if (name === 'ra') return source.wavgRa;
	if (name === 'dec') return source.wavgDec;
	if (name === 'isNew') return Number(source.isNew);
	return isJudged(name) || isRanking(name) ? judged[name] : source[name];
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
