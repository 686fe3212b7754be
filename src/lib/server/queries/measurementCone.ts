import { Failure } from '#schema/failure.ts';
import type { MeasurementList } from '#schema/measurementPage.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { readCoordinates } from '#science/sky/readCoordinates.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { store } from '../store/client.ts';
import { blocksInCone, type ConeBlock } from '../store/imageMeasurements.ts';
import { imagesOfScope, type Scope } from './measurementParts.ts';
import { placesOf, ROW_KEYS, type Place } from './measurementRows.ts';

const UNIT_DEG = { arcsec: 1 / 3600, arcmin: 1 / 60, deg: 1 } as const;
/** Half the sky: what the geometry of the index can still tell from its complement. */
const WIDEST_DEG = 60;
/** Of 128 measurements each. */
const MOST_BLOCKS = 4000;

export interface UnderstoodCone {
	ra: number;
	dec: number;
	radiusDeg: number;
	understood: string;
}

/** The circle that a list asks for, in ICRS degrees, with what its position was taken for. */
export function understoodCone(
	list: Pick<MeasurementList, 'at' | 'radius' | 'radiusUnit'>
): UnderstoodCone | { reason: string } {
	const read = readCoordinates(list.at, 'icrs');
	if ('reason' in read) return read;
	const { ra, dec, understood } = read;
	return { ra, dec, understood, radiusDeg: list.radius * UNIT_DEG[list.radiusUnit] };
}

/** The measurements of a circle on the sky, with their distances from its centre. */
export async function conePlaces(
	{ imageIds, runs }: Scope,
	{ forced }: Pick<MeasurementList, 'forced'>,
	cone: UnderstoodCone
): Promise<Place[]> {
	if (cone.radiusDeg > WIDEST_DEG)
		throw new Failure('Invalid', `A radius is at most ${WIDEST_DEG} degrees.`, 'radius');
	const runOf = new Map(runs.map((run) => [`${run.id}/${run.revision}`, run]));
	const blocks = await blocksInCone(store(), cone, { keys: ROW_KEYS, forced, limit: MOST_BLOCKS });
	if (!blocks)
		throw new Failure(
			'Invalid',
			'Too many measurements lie within: take a smaller radius.',
			'radius'
		);
	const near = [...new Set(blocks.map(({ imageId }) => imageId))];
	const asked = imageIds && new Set(imageIds);
	const images = await imagesOfScope({
		imageIds: asked ? near.filter((id) => asked.has(id)) : near
	});
	const imageOf = new Map(images.map((image) => [image.id, image]));
	return blocks.flatMap((block) => {
		const image = imageOf.get(block.imageId);
		const run = runOfBlock(block, runOf);
		if (!image || run === undefined) return [];
		const part = { image, run: run && { id: run.id, name: run.name }, columns: block.columns };
		return placesOf(part).flatMap((place) => within(place, cone));
	});
}

/** null: of a catalogue. undefined: of a revision that is not shown. */
function runOfBlock<R>(
	{ generation }: Pick<ConeBlock, 'generation'>,
	runs: ReadonlyMap<string, R>
): R | null | undefined {
	return generation && runs.get(`${generation.runId}/${generation.revision}`);
}

function within(place: Place, { ra, dec, radiusDeg }: UnderstoodCone): Place[] {
	const { columns } = place.part;
	const separation = separationDeg(ra, dec, columns.ra[place.row], columns.dec[place.row]);
	// NaN positions fail this too.
	return separation <= radiusDeg
		? [{ ...place, separationArcsec: separation * ARCSEC_PER_DEG }]
		: [];
}
