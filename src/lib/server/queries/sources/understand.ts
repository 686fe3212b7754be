import type { Place, QueryProblem, SourceQuery } from '#schema/sourceQuery.ts';
import { readMoc, type Moc } from '#science/moc/moc.ts';
import { sphericalPolygon, type SphericalPolygon } from '#science/table/sphericalPolygon.ts';
import { readCounterparts, type Counterparts } from './counterparts.ts';
import { understandPlaces } from './understandPlaces.ts';

/** The parts of the sky that a question names, as numbers, and what of a catalogue is or is not there. */
export interface Sky {
	places: Place[];
	polygon: SphericalPolygon | null;
	moc: Moc | null;
	counterparts: Counterparts | null;
}

/** What the question's positions, polygon and MOC mean; what they do not mean anything is among the problems. */
export async function understand(
	query: SourceQuery
): Promise<{ sky: Sky; problems: QueryProblem[] }> {
	const { places, problems } = await understandPlaces(query.places);
	const polygon = query.polygon.length > 0 ? sphericalPolygon(query.polygon) : null;
	if (typeof polygon === 'string') problems.push({ field: 'polygon', reason: polygon });
	const moc = query.moc === '' ? null : readMoc(query.moc);
	if (typeof moc === 'string') problems.push({ field: 'moc', reason: moc });
	const counterparts = query.counterpart ? await readCounterparts(query.counterpart) : null;
	if (typeof counterparts === 'string')
		problems.push({ field: 'counterpart', reason: counterparts });
	const sky = {
		places,
		polygon: typeof polygon === 'string' ? null : polygon,
		moc: typeof moc === 'string' ? null : moc,
		counterparts: typeof counterparts === 'string' ? null : counterparts
	};
	return { sky, problems };
}
