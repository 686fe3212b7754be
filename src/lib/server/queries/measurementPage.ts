import { Failure } from '#schema/failure.ts';
import type { Image } from '#schema/image.ts';
import {
	measurementListSchema,
	type MeasurementDetail,
	type MeasurementList,
	type MeasurementPage,
	type MeasurementRow,
	type SourceOfMeasurement
} from '#schema/measurementPage.ts';
import { readAddress } from '#schema/readAddress.ts';
import type { JudgedMetrics, Source } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { judgedNumbers } from '#science/variability/fieldValue.ts';
import { store } from '../store/client.ts';
import { imageColumns, ownerOfMeasurement } from '../store/imageMeasurements.ts';
import { findImage } from '../store/images.ts';
import { findRun, listCompletedRuns } from '../store/runs.ts';
import { sourcesWithMeasurement } from '../store/sourceCurves.ts';
import type { Generation } from '../store/sources.ts';
import { commentSection } from './comments.ts';
import { measurementIdsInOrder } from './measurements.ts';
import { placesOf, ROW_KEYS, shownRows, type RowColumns } from './measurementRows.ts';
import { placeAmong } from './placeAmong.ts';
import { signedIn } from './signedIn.ts';
import { tagsShown } from './tags.ts';

const DETAILS = [
	'errBmaj',
	'errBmin',
	'errPa',
	'psfBmaj',
	'psfBmin',
	'psfPa',
	'chiSquaredFit',
	'spectralIndex',
	'ewSysErr',
	'nsSysErr',
	'errorRadius'
] as const;
const FLAGS = ['spectralIndexFromTT', 'flagC4'] as const;
const ALL_KEYS = [...ROW_KEYS, ...DETAILS, ...FLAGS] as const;

/** Sources lie within the association radius of their measurements; a wide one is looked for when nothing is nearer. */
const NEAR_DEG = 1 / 60;
const FAR_DEG = 10 / 60;

/** A measurement among those of its image and owner. */
interface Found {
	image: Image;
	generation: Generation | null;
	/** Everything of it. */
	measurement: MeasurementDetail;
	/** All of them, in order of id. */
	rows: MeasurementRow[];
}

/** Everything about one measurement. */
export async function measurementPage(
	user: User | null,
	named: string,
	address: URLSearchParams
): Promise<MeasurementPage & { list: MeasurementList }> {
	const reader = signedIn(user);
	const { image, measurement, rows, generation } = await found(named);
	const { asked: list } = readAddress(measurementListSchema, address);
	const target = { kind: 'measurement' as const, id: String(measurement.id) };
	const [sources, comments, tags, ids] = await Promise.all([
		sourcesOf(measurement, generation),
		commentSection(reader, target),
		tagsShown(reader, target),
		idsAround(list, rows)
	]);
	return {
		...{ measurement, sources, comments, tags, list },
		imageVersion: image.checksum.slice(0, 12),
		siblings: siblingsAmong(rows, measurement),
		neighbours: placeAmong(ids, measurement.id)
	};
}

/** The same for machines, part by part. */
export async function measurementAnswer(
	user: User | null,
	named: string
): Promise<MeasurementDetail> {
	signedIn(user);
	return (await found(named)).measurement;
}

/** The others of its island in its image. */
export async function siblingsAnswer(user: User | null, named: string): Promise<MeasurementRow[]> {
	signedIn(user);
	const { rows, measurement } = await found(named);
	return siblingsAmong(rows, measurement);
}

export async function sourcesOfMeasurement(
	user: User | null,
	named: string
): Promise<SourceOfMeasurement[]> {
	signedIn(user);
	const { measurement, generation } = await found(named);
	return sourcesOf(measurement, generation);
}

async function found(named: string): Promise<Found> {
	const id = /^[1-9]\d{0,15}$/.test(named) ? Number(named) : null;
	const owner = id === null ? null : await ownerOfMeasurement(store(), id);
	const image = owner && (await findImage(store(), owner.imageId));
	if (id === null || !owner || !image)
		throw new Failure(
			'NotFound',
			`There is no measurement ${named.slice(0, 40)}: its run was deleted or processed anew, or it never was.`,
			'id'
		);
	const { generation } = owner;
	const run = generation && (await findRun(store(), generation.runId));
	const columns = await imageColumns(store(), { imageId: image.id, generation }, ALL_KEYS);
	const part = {
		image,
		run: run && { id: run.id, name: run.name },
		columns: columns as RowColumns
	};
	const rows = await shownRows(placesOf(part));
	const row = columns.id.indexOf(id);
	const numbers = DETAILS.map((key) => [key, columns[key][row]] as const);
	const flags = FLAGS.map((key) => [key, columns[key][row] === 1] as const);
	// DETAILS and FLAGS are what MeasurementDetail has beyond a row; fromEntries forgets which keys it was given.
	const more = Object.fromEntries([...numbers, ...flags]) as unknown as Omit<
		MeasurementDetail,
		keyof MeasurementRow
	>;
	return { image, generation, rows, measurement: { ...rows[row], ...more } };
}

function siblingsAmong(rows: MeasurementRow[], { id, islandId }: MeasurementRow): MeasurementRow[] {
	return rows.filter((row) => row.islandId === islandId && row.id !== id && islandId !== '');
}

async function sourcesOf(
	{ id, ra, dec, image }: MeasurementDetail,
	generation: Generation | null
): Promise<SourceOfMeasurement[]> {
	const runs = (await listCompletedRuns(store())).filter(
		(run) => run.imageIds.includes(image.id) && (generation === null || run.id === generation.runId)
	);
	const generations = runs.map((run) => ({ runId: run.id, revision: run.revision }));
	const within = (radiusDeg: number) =>
		sourcesWithMeasurement(store(), { id, ra, dec, radiusDeg }, generations);
	const near = await within(NEAR_DEG);
	const sources = near.length > 0 ? near : await within(FAR_DEG);
	const nameOf = new Map(runs.map((run) => [run.id, run.name]));
	return sources.map((source) => ({
		id: source.id,
		name: source.name,
		runId: source.runId,
		runName: nameOf.get(source.runId) ?? '',
		objectId: source.objectId,
		ra: source.wavgRa,
		dec: source.wavgDec,
		nMeas: source.nMeas,
		...judgedPeak(source),
		etaPeak: source.etaPeak,
		vPeak: source.vPeak,
		avgFluxPeak: source.avgFluxPeak,
		separationArcsec: separationDeg(ra, dec, source.wavgRa, source.wavgDec) * ARCSEC_PER_DEG
	}));
}

function judgedPeak(source: Source): Pick<JudgedMetrics, 'bandEtaPeak' | 'bandVPeak' | 'bandMhz'> {
	const { bandEtaPeak, bandVPeak, bandMhz } = judgedNumbers(source);
	return { bandEtaPeak, bandVPeak, bandMhz };
}

/** The list that the address carries, where it is one that can be held; else the image's own, by id. */
async function idsAround(list: MeasurementList, rows: MeasurementRow[]): Promise<number[]> {
	try {
		const ids = await measurementIdsInOrder(list);
		if (ids) return ids;
	} catch (thrown) {
		// What the list asked for is gone, or cannot be read: the image is still there.
		if (!(thrown instanceof Failure)) throw thrown;
	}
	return rows.map(({ id }) => id);
}
