import type { Run } from '#schema/run.ts';
import { withRows } from '#science/measurement/withRows.ts';
import type { RunImage } from '#science/run/types.ts';
import { linkSourcesToObjects } from '#server/commands/linkSourcesToObjects.ts';
import type { Store } from '#server/store/client.ts';
import type { IngestedImage } from '#server/store/images.ts';
import { insertMeasurements } from '#server/store/measurements.ts';
import { packedBlocks } from '#server/store/packedMeasurements.ts';
import { ColumnsBuilder } from '#server/store/sourceColumnsBuild.ts';
import { insertSources } from '#server/store/sources.ts';
import { newSources, type NewSources } from './newSources.ts';
import type { RunMeasurements } from './runMeasurements.ts';
import type { FoundInRun } from './threads/associate.ts';

/** What has come of storing a run. */
export interface StoredRun {
	nSources: number;
	nSelavyMeasurements: number;
	nForcedMeasurements: number;
	nNewSources: number;
	/** New sky objects, and matches that a person has to settle. */
	created: number;
	unsettled: number;
	spentMs: number;
}

export interface StoringOptions {
	run: Run;
	revision: number;
	pairMinAbsVs: number;
	radiusArcsec: number;
	images: IngestedImage[];
	measurements: RunMeasurements;
	signal: AbortSignal;
}

/** Sources written at a time: a moment's work each, so that the event loop stays free. */
const BATCH = 500;
/** Writers at once: while the database writes one batch, the next is made. */
const WRITERS = 2;

/** Stores a run's sources, linked to their sky objects, and forced measurements, as a revision that nobody sees yet. */
export async function storeFound(
	store: Store,
	found: FoundInRun,
	options: StoringOptions
): Promise<StoredRun> {
	const started = performance.now();
	const { run, revision, radiusArcsec, images, signal } = options;
	const generation = { runId: run.id, revision };
	const made = newSources(found, images, {
		...generation,
		...withForced(found, options.measurements),
		pairMinAbsVs: options.pairMinAbsVs
	});
	const linked = await linkSourcesToObjects(
		store,
		{ id: run.id, name: run.name, revision, radiusArcsec },
		{ sources: made.places(), shared: made.sharedMeasurements() }
	);
	const columns = new ColumnsBuilder(store, generation);
	await insertAll(store, made, { objectIds: linked.objectIds, columns, signal });
	await columns.finish();
	for (const { image, measurements } of found.allForced) {
		signal.throwIfAborted();
		await insertMeasurements(
			store,
			{ imageId: images[image].id, ...generation },
			{ blocks: packedBlocks(measurements), idOf: (row) => measurements.id[row] }
		);
	}
	const { sources, associations } = found.result;
	const forced = found.allForced.reduce((sum, { measurements }) => sum + measurements.n, 0);
	return {
		nSources: sources.n,
		// Forced measurements are not counted here (spec/pipeline.md §0).
		nSelavyMeasurements: countMeasurements(associations) - forced,
		nForcedMeasurements: forced,
		nNewSources: sources.isNew.reduce((count, flag) => count + flag, 0),
		created: linked.created,
		unsettled: linked.unsettled,
		spentMs: performance.now() - started
	};
}

async function insertAll(
	store: Store,
	made: NewSources,
	{
		objectIds,
		columns,
		signal
	}: { objectIds: string[]; columns: ColumnsBuilder; signal: AbortSignal }
): Promise<void> {
	let next = 0;
	async function write(): Promise<void> {
		while (next < made.n) {
			signal.throwIfAborted();
			const from = next;
			next += BATCH;
			const batch = made.sources(from, BATCH);
			for (const [offset, source] of batch.entries()) {
				source.objectId = objectIds[from + offset];
				columns.add(source, source.id);
			}
			await columns.written;
			await insertSources(store, batch);
		}
	}
	await Promise.all(Array.from({ length: WRITERS }, write));
}

/** The images with the rows that were measured in this attempt behind those they had. */
function withForced(
	{ newForced }: FoundInRun,
	{ images, names }: RunMeasurements
): { runImages: RunImage[]; names: string[][] } {
	const runImages = [...images];
	const allNames = [...names];
	for (const { image, measurements } of newForced) {
		const own = withRows(images[image].measurements, measurements);
		runImages[image] = { ...images[image], measurements: own };
		allNames[image] = [...names[image], ...measurements.name];
	}
	return { runImages, names: allNames };
}

/** Forks give one measurement to several sources; it counts once (spec/pipeline.md §0). */
function countMeasurements({ n, image, row }: FoundInRun['result']['associations']): number {
	const seen = new Set<number>();
	for (let i = 0; i < n; i++) seen.add(image[i] * 2 ** 32 + row[i]);
	return seen.size;
}
