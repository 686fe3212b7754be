import type { Binary } from 'mongodb';
import type { EseScore } from '#schema/eseScore.ts';
import { ByteLru } from './byteLru.ts';
import { collection, SEEN_LATER, type Store } from './client.ts';
import type { Generation } from './generation.ts';
import { bytes, number, shape, text, type CollectionPlan } from './plan.ts';
import { shownScores } from './scorings.ts';

/**
 * The ESE probabilities of a generation's sources as a column in order of their ids, as the generation's other numbers are kept
 * (sourceColumns.ts); apart from them because a generation is scored again and again.
 */
interface ScoreBlockDoc extends Generation {
	_id: string;
	/** Names version and basis. */
	edition: string;
	block: number;
	values: Binary | Buffer;
}

export const scoreColumnsPlan: CollectionPlan = {
	name: 'scoreColumns',
	validator: shape({ _id: text, runId: number, revision: number, edition: text, values: bytes }),
	indexes: [{ key: { runId: 1, revision: 1, edition: 1, block: 1 } }]
};

const blocks = (store: Store) => collection<ScoreBlockDoc>(store, 'scoreColumns');
/** A megabyte. */
const BLOCK_ROWS = 131_072;
const cache = new ByteLru<Float64Array>(() => 64 * 2 ** 20);

type Scored = Pick<EseScore, 'version' | 'basis'>;

function editionName({ version, basis }: Scored): string {
	return `v${version} ${basis}`.trimEnd();
}

/** Nobody reads it before the scoring says that it is whole. */
export async function saveScoreColumn(
	store: Store,
	{ runId, revision, ...scored }: Generation & Scored,
	values: Float64Array
): Promise<void> {
	const edition = editionName(scored);
	for (let from = 0; from < Math.max(1, values.length); from += BLOCK_ROWS) {
		const block = from / BLOCK_ROWS;
		const part = values.slice(from, from + BLOCK_ROWS);
		const doc = { runId, revision, edition, block, values: Buffer.from(part.buffer) };
		const _id = `${runId}/${revision}/${edition}/${block}`;
		await blocks(store).replaceOne({ _id }, doc, { upsert: true, ...SEEN_LATER });
	}
}

/** Which scores of a generation are shown now: changes with them. '' while there are none. */
export async function shownEdition(store: Store, generation: Generation): Promise<string> {
	const shown = await shownScores(store, generation);
	return shown ? `${editionName(shown)}@${shown.at.getTime()}` : '';
}

/** The probabilities of a generation's sources in order of their ids, as they are shown now; NaN throughout where it has no scores. */
export async function readScoreColumn(
	store: Store,
	{ runId, revision }: Generation,
	size: number
): Promise<Float64Array> {
	const shown = await shownEdition(store, { runId, revision });
	const key = [store.db.databaseName, runId, revision, shown, size].join('/');
	return cache.get(key, async () => {
		const value = new Float64Array(size).fill(NaN);
		const [edition] = shown.split('@');
		if (shown !== '') await fillFrom(store, { runId, revision, edition }, value);
		return { value, bytes: value.byteLength };
	});
}

async function fillFrom(
	store: Store,
	which: Generation & { edition: string },
	value: Float64Array
): Promise<void> {
	const docs = await blocks(store)
		.find(which, { projection: { block: 1, values: 1 }, promoteBuffers: true })
		.sort({ block: 1 })
		.toArray();
	for (const { block, values } of docs) {
		// promoteBuffers gives buffers.
		const part = new Float64Array(new Uint8Array(values as Buffer).buffer);
		value.set(part.subarray(0, Math.max(0, value.length - block * BLOCK_ROWS)), block * BLOCK_ROWS);
	}
}

/** Deletes a run's columns but this one, and those of other revisions that are kept. */
export async function deleteOtherScoreColumns(
	store: Store,
	{ runId, revision, ...scored }: Generation & Scored,
	keptRevisions: number[]
): Promise<void> {
	const edition = editionName(scored);
	await blocks(store).deleteMany({
		runId,
		$or: [
			{ revision: { $nin: [...keptRevisions, revision] } },
			{ revision, edition: { $ne: edition } }
		]
	});
}

export async function deleteScoreColumns(store: Store, runId: number): Promise<void> {
	await blocks(store).deleteMany({ runId });
}
