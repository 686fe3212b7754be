import type { AskedPlace, Place, QueryProblem } from '#schema/sourceQuery.ts';
import { readCoordinates, type Coordinates } from '#science/sky/readCoordinates.ts';
import { store } from '../../store/client.ts';
import { objectsCalled } from '../../store/objectsAsked.ts';
import { findByName } from '../catalogueNames.ts';

type Position = Extract<Coordinates, { ra: number }>;

/** Where the circles of a question lie: by their positions, or by what goes by their names. */
export async function understandPlaces(
	asked: AskedPlace[]
): Promise<{ places: Place[]; problems: QueryProblem[] }> {
	const places: Place[] = [];
	const problems: QueryProblem[] = [];
	const found = await Promise.all(asked.map(({ said, frame }) => positionOf(said, frame)));
	found.forEach((position, line) => {
		const { said, radiusDeg } = asked[line];
		if ('reason' in position) {
			const where = asked.length > 1 ? `Line ${line + 1}: ` : '';
			problems.push({ field: 'at', reason: where + position.reason });
			return;
		}
		const { ra, dec, understood } = position;
		places.push({ said, ra, dec, radiusDeg, understood });
	});
	return { places, problems };
}

/** A name that holds a position points to within its last digit only: what goes by that name points better. */
async function positionOf(
	said: string,
	frame: AskedPlace['frame']
): Promise<Position | { reason: string }> {
	const read = readCoordinates(said, frame);
	if (!('reason' in read) && read.name === null) return read;
	const called = await positionCalled(said);
	if (!called || ('reason' in called && !('reason' in read))) return read;
	return called;
}

/** What a catalogue or an object has this name, or the only object whose name begins so; null when there is none. */
async function positionCalled(said: string): Promise<Position | { reason: string } | null> {
	const listed = await findByName(said);
	if (listed) {
		const understood = `${listed.name} of the catalogue ${listed.catalogue}`;
		return { ...listed, frame: 'icrs', understood };
	}
	const name = said.replace(/^VAST\s+/i, '').replaceAll('\u2212', '-');
	const objects = await objectsCalled(store(), name);
	if (objects.length > 1)
		return {
			reason: `“${said}” begins the names of ${objects.length} objects or more: ${objects[0].name}, ${objects[1].name}, … Give more of it.`
		};
	const [object] = objects;
	if (!object) return null;
	const { ra, dec } = object;
	return { ra, dec, frame: 'icrs', understood: `the object ${object.name}`, name: object.name };
}
