import { Failure } from '#schema/failure.ts';
import type { Reason } from '#schema/queue.ts';
import type { Store } from '../../store/client.ts';
import { shownGenerations } from '../../store/generations.ts';
import { findObjects } from '../../store/objects.ts';
import { sourcesOfObjects } from '../../store/sourceSearch.ts';
import { factsOf, type Nominee } from './fillQueue.ts';

/** More is never finished; whoever wants more makes two queues. */
export const MOST_OBJECTS = 1000;

/** These objects in this order, each once, with what their latest sources say of them. */
export async function nominateObjects(
	store: Store,
	objectIds: string[],
	reasonOf: (objectId: string) => Reason
): Promise<Nominee[]> {
	const ids = [...new Set(objectIds)];
	refuseTooMany(ids.length);
	const objects = await findObjects(store, ids);
	const missing = ids.filter((id) => !objects.has(id));
	if (missing.length > 0) {
		throw new Failure(
			'NotFound',
			`${missing.length} of ${ids.length} objects do not exist (any more): ${missing.slice(0, 5).join(', ')}.`,
			'objectIds'
		);
	}
	const sources = await sourcesOfObjects(store, ids, await shownGenerations(store));
	return ids.flatMap((objectId) => {
		const object = objects.get(objectId);
		if (!object) return [];
		const source = sources.get(objectId);
		const { name, ra, dec } = object;
		const unseen = { etaPeak: null, vPeak: null, maxFluxPeak: null, nMeas: null };
		return [
			{
				objectId,
				score: 0,
				reasons: [reasonOf(objectId)],
				runId: source?.runId ?? null,
				sourceId: source?.id ?? null,
				facts: source ? factsOf(source, source) : { name, ra, dec, ...unseen }
			}
		];
	});
}

function refuseTooMany(count: number): void {
	if (count === 0) throw new Failure('Invalid', 'Choose at least one object.', 'objectIds');
	if (count <= MOST_OBJECTS) return;
	throw new Failure(
		'Invalid',
		`These are ${count} objects; a queue takes at most ${MOST_OBJECTS}. Narrow the choice.`,
		'objectIds'
	);
}
