import { setImmediate as breathe } from 'node:timers/promises';
import type { Run } from '#schema/run.ts';
import { Random } from '#science/stats/random.ts';
import { bandFor } from '#server/store/bands.ts';
import { inTransaction, type Store } from '#server/store/client.ts';
import { insertImage } from '#server/store/images.ts';
import { insertMeasurements } from '#server/store/measurements.ts';
import { insertObjects } from '#server/store/objects.ts';
import { packedBlocks } from '#server/store/packedMeasurements.ts';
import { insertRun } from '#server/store/runs.ts';
import { skyRegionFor } from '#server/store/skyRegions.ts';
import { ensureColumns } from '#server/store/sourceColumnsBuild.ts';
import { insertSources, type NewSource } from '#server/store/sources.ts';
import { applicationDoc, tagApplications } from '#server/store/tags.ts';
import { insertTag } from '#server/store/tagVocabulary.ts';
import { measurementsAt } from './columns.ts';
import {
	bandOf,
	EPOCHS,
	fieldAt,
	fieldsOf,
	FIELD_WITH_PIXELS,
	firstMeasurementIdOf,
	imageIdOf,
	imageNameOf,
	mjdOf,
	objectIdOf,
	RUN,
	SOURCES_PER_FIELD,
	sourceOfField,
	type Field
} from './exploreSky.ts';
import { timed, type Row } from './report.ts';

export const TAG = 'bench:tagged';
const TAGGED = 5000;
const BATCH = 2000;
const MJD_1970 = 40_587;
const JD_OF_MJD_0 = 2_400_000.5;

/** Fills a migrated database with one completed run of so many sources; says what it took. */
export async function loadExplore(
	store: Store,
	{ sources, imagePath }: { sources: number; imagePath: string }
): Promise<Row[]> {
	const fields = Array.from({ length: fieldsOf(sources) }, (_, index) => fieldAt(index));
	await writeImages(store, fields, imagePath);
	const { ms } = await timed(() => writeSources(store, sources, fields));
	await writeMeasurements(store, fieldAt(FIELD_WITH_PIXELS), sources);
	await insertRun(store, runOf(sources, fields));
	await writeTags(store, sources);
	const columns = await timed(() => ensureColumns(store, RUN));
	const { storageSize, indexSize } = await store.db.stats();
	return [
		{
			what: 'sources loaded',
			value: sources,
			unit: '',
			note: `${(ms / 1000).toFixed(0)} s; ${EPOCHS} epochs each, ${fields.length} fields, ${fields.length * EPOCHS} images, 2 bands`
		},
		{ what: 'their columns, once', value: columns.ms / 1000, unit: 's', note: 'at publication' },
		{
			what: 'database on disk',
			value: (storageSize + indexSize) / 2 ** 30,
			unit: 'GiB',
			note: `${(indexSize / 2 ** 30).toFixed(2)} of them indexes; MongoDB’s cache ${process.env.MONGODB_CACHE_GB ?? '1'} GB`
		}
	];
}

async function writeSources(store: Store, sources: number, fields: Field[]): Promise<void> {
	// One batch is made while the one before is written.
	let writing: Promise<void> = Promise.resolve();
	for (const field of fields) {
		const random = new Random(field.index + 1);
		const rows = Math.min(SOURCES_PER_FIELD, sources - field.index * SOURCES_PER_FIELD);
		for (let from = 0; from < rows; from += BATCH) {
			const length = Math.min(BATCH, rows - from);
			const made = Array.from({ length }, (_, row) => sourceOfField(field, from + row, random));
			await writing;
			writing = writeBatch(store, made);
			await breathe();
		}
	}
	await writing;
}

async function writeBatch(store: Store, made: NewSource[]): Promise<void> {
	const createdAt = new Date();
	const objects = made.map(({ id, name, wavgRa: ra, wavgDec: dec }) => ({
		...{ id: objectIdOf(id), name, ra, dec, uncertaintyDeg: 0.4 / 3600, createdAt },
		...{ firstRunId: RUN.runId, firstRevision: RUN.revision }
	}));
	await Promise.all([insertSources(store, made), insertObjects(store, objects)]);
}

async function writeImages(store: Store, fields: Field[], imagePath: string): Promise<void> {
	for (const { frequencyMhz, bandwidthMhz } of [bandOf(0), bandOf(2)])
		await bandFor(store, frequencyMhz, bandwidthMhz);
	for (const field of fields) {
		const { ra, dec } = field;
		const region = { centreRa: ra, centreDec: dec, widthRa: 7, widthDec: 7, xtrRadius: 4.9 };
		const skyRegionId = await skyRegionFor(store, { ...region, x: 0, y: 0, z: 0 });
		await inTransaction(store, async (transaction) => {
			for (let epoch = 0; epoch < EPOCHS; epoch++)
				await insertImage(store, imageOf({ field, epoch, skyRegionId, imagePath }), transaction);
		});
	}
}

function imageOf({
	field,
	epoch,
	skyRegionId,
	imagePath
}: {
	field: Field;
	epoch: number;
	skyRegionId: number;
	imagePath: string;
}) {
	const id = imageIdOf(field.index, epoch);
	const { frequencyMhz, bandwidthMhz, rmsMjy, bandId } = bandOf(epoch);
	const mjd = mjdOf(epoch);
	const name = `${imageNameOf(id)}.fits`;
	return {
		...{ id, name, noisePath: '', backgroundPath: '', measurementsPath: '' },
		// One file stands for all epochs of its field; every image has its own cutouts.
		path: field.index === FIELD_WITH_PIXELS ? imagePath : `/nowhere/${name}`,
		checksum: id.toString(16).padStart(64, '0'),
		...{ bandId, skyRegionId, telescope: 'ASKAP', polarisation: 'I' },
		...{ datetime: new Date((mjd - MJD_1970) * 86_400_000), jd: mjd + JD_OF_MJD_0 },
		...{ durationSeconds: 720, frequencyMhz, bandwidthMhz, ra: field.ra, dec: field.dec },
		...{ fovBmaj: 4.9, fovBmin: 3.45, physicalBmaj: 6.9, physicalBmin: 6.9, radiusPixels: 5000 },
		...{ beamBmaj: 15 / 3600, beamBmin: 12 / 3600, beamBpa: 30 },
		...{ rmsMedian: rmsMjy, rmsMin: 0.8 * rmsMjy, rmsMax: 3 * rmsMjy },
		...{ nMeasurements: SOURCES_PER_FIELD, firstMeasurementId: firstMeasurementIdOf(id) },
		inputs: { image: null, selavy: null, noise: null, background: null }
	};
}

/** Of the field with pixels, whose sources' pages are opened: all others' would be 20 000 000 rows that nobody reads. */
async function writeMeasurements(store: Store, field: Field, sources: number): Promise<void> {
	const random = new Random(field.index + 1);
	const length = Math.min(SOURCES_PER_FIELD, sources - field.index * SOURCES_PER_FIELD);
	const made = Array.from({ length }, (_, row) => sourceOfField(field, row, random));
	const sky = {
		ra: Float64Array.from(made, ({ wavgRa }) => wavgRa),
		dec: Float64Array.from(made, ({ wavgDec }) => wavgDec)
	};
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		const imageId = imageIdOf(field.index, epoch);
		const columns = measurementsAt(sky, firstMeasurementIdOf(imageId), imageId);
		// The catalogue’s own texts: islands of one component each.
		columns.islandId = made.map((_, row) => `island_${row + 1}`);
		columns.name = made.map(({ lightCurve }) => lightCurve.measurementName[epoch]);
		const packed = { blocks: packedBlocks(columns), idOf: (row: number) => columns.id[row] };
		await insertMeasurements(store, { imageId }, packed);
	}
}

async function writeTags(store: Store, sources: number): Promise<void> {
	const at = new Date();
	const by = { byId: 'bench', byName: 'bench', at };
	await inTransaction(store, (transaction) => insertTag(store, { name: TAG, ...by }, transaction));
	const step = sources / Math.min(TAGGED, sources);
	const documents = Array.from({ length: Math.min(TAGGED, sources) }, (_, k) => {
		const sourceId = 1 + Math.floor(k * step);
		const target = { kind: 'object', id: objectIdOf(sourceId) } as const;
		return applicationDoc({ target, tag: TAG, ...by, runId: RUN.runId, sourceId });
	});
	await tagApplications(store).insertMany(documents);
}

function runOf(sources: number, fields: Field[]): Run {
	const at = new Date();
	const imageIds = fields.flatMap(({ index }) =>
		Array.from({ length: EPOCHS }, (_, epoch) => imageIdOf(index, epoch))
	);
	return {
		...{ id: RUN.runId, name: 'bench', description: '', path: '/nowhere/bench' },
		...{ userId: null, userName: null, status: 'END', revision: RUN.revision },
		...{ nImages: imageIds.length, nSources: sources, nSelavyMeasurements: sources * EPOCHS },
		...{ nForcedMeasurements: 0, nNewSources: 0, epochBased: false, imageIds },
		...{ progress: null, softwareVersion: null, spentMs: {}, error: null },
		...{ cancelRequested: false, createdAt: at, startedAt: at, endedAt: at }
	};
}
