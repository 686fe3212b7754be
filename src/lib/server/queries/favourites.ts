import type { FavouriteView } from '#schema/favouriteView.ts';
import type { FavouriteRow } from '#schema/page.ts';
import type { User } from '#schema/user.ts';
import { candidatesOfObjects } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { favouritesOf } from '../store/favourites.ts';
import { findObjects } from '../store/objects.ts';
import { listAllQueues } from '../store/queues.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { signedIn } from './signedIn.ts';

/** This person's starred objects in the asked order, each with its note, its tags and the queues it is in. */
export async function listFavourites(
	user: User | null,
	view: FavouriteView
): Promise<FavouriteRow[]> {
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
	const rows = starred.flatMap(({ objectId, note, at }) => {
		const object = objects.get(objectId);
		if (!object) return [];
		return {
			id: objectId,
			object,
			note,
			at,
			tags: tags.filter((tag) => tag.objectId === objectId).map(({ tag }) => tag),
			candidates: candidates
				.filter((candidate) => candidate.objectId === objectId)
				.map(({ id, queueId }) => ({ id, queueId, queueName: queueNames.get(queueId) ?? 'queue' }))
		};
	});
	const sign = view.order === 'desc' ? -1 : 1;
	return rows.sort(
		(a, b) => sign * compare(a, b, view.sort) || a.object.name.localeCompare(b.object.name)
	);
}

function compare(a: FavouriteRow, b: FavouriteRow, sort: FavouriteView['sort']): number {
	if (sort === 'at') return a.at.getTime() - b.at.getTime();
	if (sort === 'name') return a.object.name.localeCompare(b.object.name);
	if (sort === 'note') return a.note.localeCompare(b.note);
	if (sort === 'tags') return a.tags.join(' ').localeCompare(b.tags.join(' '));
	return a.object[sort] - b.object[sort];
}
