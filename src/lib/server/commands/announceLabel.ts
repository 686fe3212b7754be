import type { Announcement } from '#schema/announcement.ts';
import type { User } from '#schema/user.ts';
import { announce } from '../jobs/announce.ts';
import { queuesOfObject } from '../store/candidates.ts';
import { store } from '../store/client.ts';

/** Tells the object's room, and the rooms of the queues whose tables show the object. */
export async function announceLabel(
	user: User,
	kind: Announcement['kind'],
	objectId: string
): Promise<void> {
	const queueIds = await queuesOfObject(store(), objectId);
	const topics = [`object-${objectId}`, ...queueIds.map((id) => `queue-${id}`)];
	const by = { kind, byId: user.id, byName: user.displayName };
	await Promise.all(topics.map((topic) => announce({ topic, ...by })));
}
