import type { FavouriteRow } from '#schema/page.ts';
import type { User } from '#schema/user.ts';
import { candidatesOfObjects } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { favouritesOf } from '../store/favourites.ts';
import { findObjects } from '../store/objects.ts';
import { listAllQueues } from '../store/queues.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { signedIn } from './signedIn.ts';

/** This person's starred objects, the latest first, each with its tags and the queues it is in. */
export async function listFavourites(user: User | null): Promise<FavouriteRow[]> {
	const reader = signedIn(user);
	const starred = await favouritesOf(store(), reader.id);
	const objectIds = starred.map(({ objectId }) => objectId);
	const [objects, candidates, tags, queues] = await Promise.all([
		findObjects(store(), objectIds),
		candidatesOfObjects(store(), objectIds),
		tagsOfObjects(store(), objectIds),
		listAllQueues(store())
	]);
	const queueNames = new Map(queues.map((queue) => [queue.id, queue.name]));
	return starred.flatMap(({ objectId, at }) => {
		const object = objects.get(objectId);
		if (!object) return [];
		return {
			id: objectId,
			object,
			at,
			tags: tags.filter((tag) => tag.objectId === objectId).map(({ tag }) => tag),
			candidates: candidates
				.filter((candidate) => candidate.objectId === objectId)
				.map(({ id, queueId }) => ({ id, queueId, queueName: queueNames.get(queueId) ?? 'queue' }))
		};
	});
}
