import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import type { GoneSource } from '#schema/sourcePage.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { findObject } from '../store/objects.ts';
import { objectSeenAs, sourcesOfObject } from '../store/sourceReads.ts';
import { candidaciesOf } from './sourceCandidacies.ts';
import { presentOf, versionsOf } from './sourceVersions.ts';

/** What is left of a source that is stored no more: what people said of the object that it was. */
export async function goneSource(reader: User, id: number, runs: Run[]): Promise<GoneSource> {
	const objectId = await objectSeenAs(store(), id);
	if (objectId === null) throw new Failure('NotFound', `There is no source ${id} (any more).`);
	const [object, sources, found] = await Promise.all([
		findObject(store(), objectId),
		sourcesOfObject(store(), objectId),
		candidaciesOf(reader, objectId)
	]);
	const [first] = sources;
	return {
		id,
		object: object && { id: object.id, name: object.name },
		present: sources.length > 0 ? presentOf(versionsOf(first, sources, runs), first.runId) : null,
		candidacies: found.map(({ shown: { id, queueId, queueName } }) => ({ id, queueId, queueName }))
	};
}
