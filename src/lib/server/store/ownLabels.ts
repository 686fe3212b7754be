import { collection, type Store } from './client.ts';

interface Labelled {
	objectId: string | null;
}

/**
 * Those of the objects on which this person left something that their pages show, or on which anybody wrote or drew together:
 * whose hand that was is not known here.
 */
export async function objectsWithOwnLabels(
	store: Store,
	{ userId, objectIds }: { userId: string; objectIds: string[] }
): Promise<Set<string>> {
	const labelled = (name: string, by: object) =>
		collection<Labelled>(store, name).distinct('objectId', {
			objectId: { $in: objectIds },
			...by
		});
	const rooms = objectIds.map((objectId) => `${ROOM}${objectId}`);
	const [drawn, kept, ...ids] = await Promise.all([
		collection<{ room: string }>(store, 'yUpdates').distinct('room', { room: { $in: rooms } }),
		collection<{ _id: string }>(store, 'ySnapshots').distinct('_id', { _id: { $in: rooms } }),
		labelled('comments', { authorId: userId }),
		labelled('tagApplications', { byId: userId }),
		labelled('favourites', { userId }),
		labelled('watches', { userId }),
		labelled('interests', { userId }),
		labelled('epochRetractions', { byId: userId })
	]);
	const together = [...drawn, ...kept].map((room) => room.slice(ROOM.length));
	return new Set([...together, ...ids.flat().flatMap((objectId) => objectId ?? [])]);
}

/** As the room of an object is called. */
const ROOM = 'object-';
