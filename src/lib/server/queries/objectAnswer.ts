import { Failure } from '#schema/failure.ts';
import type { InterestRow } from '#schema/interest.ts';
import type { SkyObject } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import { latestSourcesOfObjects } from '../store/objectSources.ts';
import { store } from '../store/client.ts';
import { findObject } from '../store/objects.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { interestsShown } from './interests.ts';
import { signedIn } from './signedIn.ts';

/** A sky object for machines, with its tags, who works on it, and its source that is shown; null when no run has one. */
export async function objectAnswer(
	user: User | null,
	objectId: string
): Promise<SkyObject & { tags: string[]; interests: InterestRow[]; sourceId: number | null }> {
	const reader = signedIn(user);
	const object = await findObject(store(), objectId);
	if (!object) throw new Failure('NotFound', 'This object does not exist.');
	const runs = await listCompletedRuns(store());
	const generations = runs.map(({ id, revision }) => ({ runId: id, revision }));
	const [tags, interests, sources] = await Promise.all([
		tagsOfObjects(store(), [objectId]),
		interestsShown(reader, objectId),
		latestSourcesOfObjects(store(), [objectId], generations)
	]);
	return {
		...object,
		tags: tags.map(({ tag }) => tag),
		interests,
		sourceId: sources.get(objectId)?.id ?? null
	};
}
