import type { Image } from '#schema/image.ts';
import type { Pointing, SkyObjects } from '#schema/skyPage.ts';
import { capPolygon, type GeoJsonPolygon } from '#science/sky/capPolygon.ts';
import type { AskedArea } from '#science/sky/coverage.ts';
import { toGeoJsonPoint, type GeoJsonPoint } from '#science/sky/position.ts';
import type { Document } from 'mongodb';
import { collection, withId, type Store, type Stored } from './client.ts';
import type { Circle } from './objects.ts';

/** What is drawn on the map of the sky, and what covers a part of it. */

/** As MongoDB has it: polygons whose caps are larger than this are not exact. */
const MOST_CAP_DEG = 75;
const DEG = Math.PI / 180;

/** Images by the region of the sky they show; all images, or those of the ids. */
export async function pointings(store: Store, ids: number[] | null): Promise<Pointing[]> {
	return collection<Stored<Image>>(store, 'images')
		.aggregate<Pointing>([
			...(ids ? [{ $match: { _id: { $in: ids } } }] : []),
			{
				$group: {
					_id: {
						region: '$skyRegionId',
						width: '$physicalBmin',
						height: '$physicalBmaj'
					},
					ra: { $first: '$ra' },
					dec: { $first: '$dec' },
					nImages: { $sum: 1 },
					first: { $min: '$datetime' },
					last: { $max: '$datetime' },
					rmsMin: { $min: '$rmsMedian' }
				}
			},
			{
				$project: {
					_id: 0,
					id: '$_id.region',
					widthDeg: '$_id.width',
					heightDeg: '$_id.height',
					...{ ra: 1, dec: 1, nImages: 1, first: 1, last: 1, rmsMin: 1 }
				}
			},
			{ $sort: { id: 1, widthDeg: 1 } }
		])
		.toArray();
}

type AreaImage = Pick<
	Image,
	| 'id'
	| 'name'
	| 'datetime'
	| 'telescope'
	| 'frequencyMhz'
	| 'durationSeconds'
	| 'noisePath'
	| 'rmsMedian'
	| 'ra'
	| 'dec'
	| 'physicalBmin'
	| 'physicalBmaj'
>;
const AREA_FIELDS = {
	...{ name: 1, datetime: 1, telescope: 1, frequencyMhz: 1, durationSeconds: 1 },
	...{ noisePath: 1, rmsMedian: 1, ra: 1, dec: 1, physicalBmin: 1, physicalBmaj: 1 }
} as const;

/** Images whose circle of search meets the area, the latest first; all, or those of the ids. Their rectangles may still miss it. */
export async function imagesAround(
	store: Store,
	area: AskedArea,
	ids: number[] | null
): Promise<AreaImage[]> {
	const docs = await collection<Stored<AreaImage>>(store, 'images')
		.find({
			footprint: { $geoIntersects: { $geometry: geometryOf(area) } },
			...(ids ? { _id: { $in: ids } } : {})
		})
		.project<Stored<AreaImage>>(AREA_FIELDS)
		.sort({ datetime: -1, _id: -1 })
		.toArray();
	return docs.map((doc) => withId<AreaImage>(doc));
}

interface PlacedObject {
	id: string;
	name: string;
	ra: number;
	dec: number;
}
const PLACED = { name: 1, ra: 1, dec: 1 } as const;

/** Objects in an area and how many there are; at most so many, in order of name. */
export async function objectsIn(
	store: Store,
	area: AskedArea,
	most: number
): Promise<{ objects: PlacedObject[]; count: number }> {
	const filter = { position: { $geoWithin: within(area) } };
	const objects = collection<Stored<PlacedObject>>(store, 'objects');
	const [docs, count] = await Promise.all([
		objects
			.find(filter)
			.project<Stored<PlacedObject>>(PLACED)
			.sort({ name: 1 })
			.limit(most)
			.toArray(),
		objects.countDocuments(filter)
	]);
	return { objects: docs.map((doc) => withId<PlacedObject>(doc)), count };
}

export function estimatedObjects(store: Store): Promise<number> {
	return collection(store, 'objects').estimatedDocumentCount();
}

/** Objects of a circle one by one; more than `most` by cells of so many degrees. */
export async function objectsOnMap(
	store: Store,
	circle: Circle,
	{ most, cellDeg }: { most: number; cellDeg: number }
): Promise<SkyObjects> {
	const isWhole = circle.radiusDeg >= 180;
	const filter = isWhole ? {} : { position: { $geoWithin: within({ kind: 'circle', ...circle }) } };
	const objects = collection<Stored<PlacedObject>>(store, 'objects');
	const docs = await objects
		.find(filter)
		.project<Stored<PlacedObject>>(PLACED)
		.limit(most + 1)
		.toArray();
	if (docs.length <= most)
		return { kind: 'points', objects: docs.map((doc) => withId<PlacedObject>(doc)) };
	const rings = { $floor: { $divide: ['$dec', cellDeg] } };
	const cells = await objects
		.aggregate<{ _id: { row: number; column: number }; count: number }>([
			{ $match: filter },
			{ $set: { row: rings } },
			{ $group: { _id: { row: '$row', column: columnOf(cellDeg) }, count: { $sum: 1 } } }
		])
		.toArray();
	const placed = cells.map(({ _id: { row, column }, count }) => {
		const dec = (row + 0.5) * cellDeg;
		return { ra: ((column + 0.5) * cellDeg) / squeeze(dec), dec, count };
	});
	const total = placed.reduce((sum, { count }) => sum + count, 0);
	return { kind: 'density', cells: placed, cellDeg, total };
}

/** Cells of a ring are as wide on the sky as they are high. */
function columnOf(cellDeg: number): Document {
	const middle = { $multiply: [{ $add: ['$row', 0.5] }, cellDeg] };
	const cosine = { $max: [0.01, { $cos: { $degreesToRadians: middle } }] };
	return { $floor: { $divide: [{ $multiply: ['$ra', cosine] }, cellDeg] } };
}

function squeeze(decDeg: number): number {
	return Math.max(0.01, Math.cos(decDeg * DEG));
}

function geometryOf(area: AskedArea): GeoJsonPoint | GeoJsonPolygon {
	if (area.kind === 'polygon') return polygonOf(area.corners);
	const { ra, dec, radiusDeg } = area;
	// Of a smaller circle the corners are too close together to be told apart.
	if (radiusDeg < 1e-4) return toGeoJsonPoint(ra, dec);
	return capPolygon(ra, dec, Math.min(radiusDeg, MOST_CAP_DEG));
}

function within(area: AskedArea): Document {
	if (area.kind === 'polygon') return { $geometry: polygonOf(area.corners) };
	const centre = toGeoJsonPoint(area.ra, area.dec).coordinates;
	return { $centerSphere: [centre, area.radiusDeg * DEG] };
}

function polygonOf(corners: { ra: number; dec: number }[]): GeoJsonPolygon {
	const ring = corners.map(({ ra, dec }) => toGeoJsonPoint(ra, dec).coordinates);
	return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}
