import type { CandidateLink } from '#schema/watchPage.ts';
import { candidatesOfObjects } from '../store/candidates.ts';
import { store } from '../store/client.ts';

/** For each object that is in any queue, the candidate that it first became. */
export async function candidateLinks(objectIds: string[]): Promise<Map<string, CandidateLink>> {
	const links = new Map<string, CandidateLink>();
	for (const { objectId, id, queueId } of await candidatesOfObjects(store(), objectIds))
		if (!links.has(objectId)) links.set(objectId, { id, queueId });
	return links;
}
