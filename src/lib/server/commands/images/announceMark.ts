import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';
import { store } from '../../store/client.ts';
import { listCompletedRuns } from '../../store/runs.ts';

/** Tells the image's page, the list of images, and the runs that it is in. */
export async function announceMark(user: User, imageId: number): Promise<void> {
	const runs = (await listCompletedRuns(store())).filter((run) => run.imageIds.includes(imageId));
	const topics = [`image-${imageId}`, 'images', ...runs.map(({ id }) => `run-${id}`)];
	const by = { kind: 'mark' as const, byId: user.id, byName: user.displayName };
	await Promise.all(topics.map((topic) => announce({ topic, ...by })));
}
