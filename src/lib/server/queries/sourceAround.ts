import { Failure } from '#schema/failure.ts';
import type { StandingMark } from '#schema/imageMark.ts';
import type { LightCurve, Source } from '#schema/source.ts';
import type {
	MeasurementRow,
	NeighbourRow,
	SiblingRow,
	SmallCurve,
	SourceAround
} from '#schema/sourcePage.ts';
import type { User } from '#schema/user.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { positionAngleDeg } from '#science/sky/positionAngle.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { judgedNumbers } from '#science/variability/fieldValue.ts';
import { store } from '../store/client.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { imageNames } from '../store/images.ts';
import { measurementsWithIslands, type PlacedMeasurement } from '../store/sourceMeasurements.ts';
import { readSource } from '../store/sourceReads.ts';
import { coneSearchSources } from '../store/sources.ts';
import { signedIn } from './signedIn.ts';
import { sourceIdOf } from './sourceIdOf.ts';

const MOST_NEIGHBOURS = 100;
/** Islands reach further than beams; those that reach further than this are emission, not sources. */
const ISLAND_DEG = 0.1;

/** What takes longer than the page itself: each measurement in full, what shares its islands, what else is near. */
export async function sourceAround(
	{ source, lightCurve }: { source: Source; lightCurve: LightCurve },
	radiusArcsec: number
): Promise<SourceAround> {
	const imageIds = [...new Set(lightCurve.imageId)];
	const here = { ra: source.wavgRa, dec: source.wavgDec };
	const [placed, names, marks, near] = await Promise.all([
		measurementsWithIslands(
			store(),
			{ ids: lightCurve.measurementId, imageIds, generation: source },
			{ ...here, radiusDeg: ISLAND_DEG }
		),
		imageNames(store(), imageIds),
		standingMarks(store(), imageIds),
		coneSearchSources(store(), { ...here, radiusDeg: radiusArcsec / ARCSEC_PER_DEG }, [source])
	]);
	const neighbours = near.filter(({ id }) => id !== source.id);
	return {
		measurements: measurementRows(lightCurve, { placed, names, marks }),
		siblings: siblingRows(source, { placed, names, own: new Set(lightCurve.measurementId) }),
		neighbours: neighbours
			.slice(0, MOST_NEIGHBOURS)
			.map((neighbour) => neighbourRow(source, neighbour)),
		neighboursLeftOut: Math.max(0, neighbours.length - MOST_NEIGHBOURS)
	};
}

/** In the order of the light curve; what is not stored any more stays unknown (NaN). */
function measurementRows(
	curve: LightCurve,
	{
		placed,
		names,
		marks
	}: {
		placed: PlacedMeasurement[];
		names: Map<number, string>;
		marks: Map<number, StandingMark>;
	}
): MeasurementRow[] {
	const byId = new Map(placed.map((row) => [row.id, row]));
	return curve.mjd.map((mjd, epoch) => {
		const id = curve.measurementId[epoch];
		const imageId = curve.imageId[epoch];
		const fluxPeak = curve.fluxPeak[epoch];
		const localRms = curve.localRms[epoch];
		const row = byId.get(id) ?? { ...NOT_STORED, snr: fluxPeak / localRms };
		return {
			id,
			name: curve.measurementName[epoch],
			imageId,
			imageName: names.get(imageId) ?? `image ${imageId}`,
			mjd,
			frequencyMhz: curve.frequencyMhz[epoch],
			ra: curve.ra[epoch],
			raErrArcsec: row.raErr * ARCSEC_PER_DEG,
			dec: curve.dec[epoch],
			decErrArcsec: row.decErr * ARCSEC_PER_DEG,
			fluxPeak,
			fluxPeakErr: curve.fluxPeakErr[epoch],
			fluxPeakIslRatio: row.fluxPeakIslRatio,
			fluxInt: curve.fluxInt[epoch],
			fluxIntErr: curve.fluxIntErr[epoch],
			fluxIntIslRatio: row.fluxIntIslRatio,
			localRms,
			snr: row.snr,
			hasSiblings: row.hasSiblings,
			forced: curve.forced[epoch],
			mark: marks.get(imageId)?.kind ?? null
		};
	});
}

/** Of a measurement whose image was deleted, only the light curve tells. */
const NOT_STORED = {
	raErr: NaN,
	decErr: NaN,
	fluxPeakIslRatio: NaN,
	fluxIntIslRatio: NaN,
	hasSiblings: false
};

function siblingRows(
	source: Source,
	{
		placed,
		names,
		own
	}: { placed: PlacedMeasurement[]; names: Map<number, string>; own: Set<number> }
): SiblingRow[] {
	return placed
		.filter(({ id }) => !own.has(id))
		.map((row) => ({
			id: row.id,
			name: row.name,
			imageId: row.imageId,
			imageName: names.get(row.imageId) ?? `image ${row.imageId}`,
			islandId: row.islandId,
			separationArcsec:
				separationDeg(source.wavgRa, source.wavgDec, row.ra, row.dec) * ARCSEC_PER_DEG,
			fluxPeak: row.fluxPeak,
			fluxPeakIslRatio: row.fluxPeakIslRatio,
			fluxInt: row.fluxInt,
			fluxIntIslRatio: row.fluxIntIslRatio
		}));
}

function neighbourRow(
	here: Source,
	{ separationDeg: apart, ...neighbour }: Source & { separationDeg: number }
): NeighbourRow {
	return {
		...neighbour,
		...judgedNumbers(neighbour),
		separationArcsec: apart * ARCSEC_PER_DEG,
		positionAngleDeg: positionAngleDeg(
			here.wavgRa,
			here.wavgDec,
			neighbour.wavgRa,
			neighbour.wavgDec
		)
	};
}

/** A light curve small enough to be fetched for each row that a pointer passes. */
export async function smallCurve(user: User | null, named: string): Promise<SmallCurve> {
	signedIn(user);
	const found = await readSource(store(), sourceIdOf(named));
	if (!found) throw new Failure('NotFound', 'This source is gone: its run was deleted or redone.');
	const { mjd, fluxPeak, fluxPeakErr, forced, frequencyMhz } = found.lightCurve;
	return {
		name: found.source.name,
		mjd,
		// JSON knows no NaN.
		fluxPeak: fluxPeak.map(orNull),
		fluxPeakErr: fluxPeakErr.map(orNull),
		forced,
		frequencyMhz
	};
}

function orNull(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}
