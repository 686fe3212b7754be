import type { TagTarget } from '#schema/label.ts';
import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';
import { candidatesOfObjects } from '../../store/candidates.ts';
import { store } from '../../store/client.ts';

/** Pages that are told of one change at most; the others show it at their next load. */
const MOST_TOLD = 500;

/** Tells the pages that show these things, the tables they are rows of, and the vocabulary. Measurements have no room. */
export async function announceTags(user: User, targets: readonly TagTarget[]): Promise<void> {
	const told = targets.slice(0, MOST_TOLD);
	const objectIds = told.flatMap(({ kind, id }) => (kind === 'object' ? [id] : []));
	const candidates = await candidatesOfObjects(store(), objectIds);
	const topics = new Set([
		'tags',
		...told.flatMap(({ kind, id }) => (kind === 'measurement' ? [] : [`${kind}-${id}`])),
		...candidates.map(({ queueId }) => `queue-${queueId}`)
	]);
	const news = { kind: 'tag' as const, byId: user.id, byName: user.displayName };
	await Promise.all([...topics].map((topic) => announce({ topic, ...news })));
}
