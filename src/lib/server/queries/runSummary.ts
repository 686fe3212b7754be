import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { withFile } from '../files/fileFailure.ts';
import { parquetRows } from '../files/parquetRows.ts';
import { parseRunConfig } from '../files/runConfig.ts';
import { localStorage } from '../files/storage.ts';
import { store } from '../store/client.ts';
import { findImages, type IngestedImage } from '../store/images.ts';
import { contentsOfRun, countCatalogued } from '../store/runContents.ts';
import { findRunDoc } from '../store/runs.ts';
import { configChanges } from './configChanges.ts';
import { SourceTally } from './sourceTally.ts';
import { escapeGlob } from '../files/glob.ts';

/** One thing as the run, the database and the Parquet files count it; null where they do not. */
export interface RunCount {
	what: string;
	recorded: number | null;
	database: number | null;
	files: number | null;
}

/** What a run holds, and where its parts contradict each other. */
export interface RunSummary {
	run: Pick<Run, 'id' | 'name' | 'status' | 'path' | 'revision' | 'error'>;
	counts: RunCount[];
	/** Sentences; none when everything fits. */
	problems: string[];
	/** What has changed in config.yaml since the results were made, or why that cannot be told. */
	config: { changes: string[] } | { problem: string };
}

const storage = localStorage();

/** Counts a run's shown results again, everywhere they are kept, as vast-pipeline's `debugrun` does and further. */
export async function runSummary(run: Run): Promise<RunSummary> {
	const { id, name, status, path, revision, error } = run;
	const identity = { id, name, status, path, revision, error };
	if (revision === 0)
		return { run: identity, counts: [], problems: [], config: { problem: NO_RESULTS } };
	const images = await findImages(store(), run.imageIds);
	const tally = new SourceTally(images);
	for await (const source of contentsOfRun(store(), { runId: id, revision })) tally.add(source);
	const counts = await countsOf(run, images, tally);
	const problems = [
		...tally.problems(),
		...missingImages(run, images),
		...counts.flatMap(conflict)
	];
	return { run: identity, counts, problems, config: await configSince(run) };
}

async function countsOf(
	run: Run,
	images: IngestedImage[],
	tally: SourceTally
): Promise<RunCount[]> {
	const rows = (name: string) => parquetRows(storage, join(run.path, name));
	const catalogued = images.reduce((sum, image) => sum + image.nMeasurements, 0);
	return [
		{
			what: 'images',
			recorded: run.nImages,
			database: images.length,
			files: await rows('images.parquet')
		},
		{
			what: 'measurements in images',
			recorded: catalogued,
			database: await countCatalogued(store(), run.imageIds),
			files: await sumOfRows(images.map(({ measurementsPath }) => measurementsPath))
		},
		{
			what: 'measurements used',
			recorded: run.nSelavyMeasurements,
			database: tally.nSelavy,
			files: null
		},
		{
			what: 'forced measurements',
			recorded: run.nForcedMeasurements,
			database: tally.nForced,
			files: await sumOfRows(
				await storage.glob(join(escapeGlob(run.path), 'forced_measurements*.parquet'))
			)
		},
		{
			what: 'sources',
			recorded: run.nSources,
			database: tally.nSources,
			files: await rows('sources.parquet')
		},
		{ what: 'new sources', recorded: run.nNewSources, database: tally.nNew, files: null },
		{
			what: 'associations',
			recorded: null,
			database: tally.nAssociations,
			files: await rows('associations.parquet')
		},
		{
			what: 'relations',
			recorded: null,
			database: tally.nRelations,
			files: await rows('relations.parquet')
		},
		{
			what: 'pairs',
			recorded: null,
			database: null,
			files: await rows('measurement_pairs.parquet')
		}
	];
}

/** null when one of them is missing. */
async function sumOfRows(paths: string[]): Promise<number | null> {
	let sum = 0;
	for (const path of paths) {
		const rows = await parquetRows(storage, path);
		if (rows === null) return null;
		sum += rows;
	}
	return sum;
}

/** The files of a run may have been cleared away; those that are there have to agree. */
function conflict({ what, recorded, database, files }: RunCount): string[] {
	const counted = [
		['recorded', recorded],
		['in the database', database],
		['in the files', files]
	].filter(([, count]) => count !== null);
	if (new Set(counted.map(([, count]) => count)).size <= 1) return [];
	return [`Numbers of ${what} differ: ${counted.map(([where, n]) => `${n} ${where}`).join(', ')}.`];
}

function missingImages({ imageIds }: Run, images: IngestedImage[]): string[] {
	const found = new Set(images.map(({ id }) => id));
	const missing = imageIds.filter((id) => !found.has(id));
	return missing.length ? [`Images that are not in the database: ${missing.join(', ')}.`] : [];
}

const NO_RESULTS = 'The run has no results yet.';

async function configSince({ id, path }: Run): Promise<RunSummary['config']> {
	const made = (await findRunDoc(store(), id))?.basis?.config;
	if (!made) return { problem: 'It is not recorded what config.yaml the results were made with.' };
	const file = join(path, 'config.yaml');
	try {
		const text = await withFile(file, () => storage.read(file));
		return { changes: configChanges(made, parseRunConfig(new TextDecoder().decode(text), file)) };
	} catch (error) {
		if (error instanceof Failure) return { problem: error.message };
		throw error;
	}
}
