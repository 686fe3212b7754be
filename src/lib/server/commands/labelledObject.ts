import { Failure } from '#schema/failure.ts';
import { store, type Transaction } from '../store/client.ts';
import { shownGenerations } from '../store/generations.ts';
import { findObject } from '../store/objects.ts';
import { findSourceOfObject } from '../store/sources.ts';

/** What a label remembers of the moment it was made: the run and the source its author was looking at. */
export interface SeenIn {
	runId: number | null;
	sourceId: number | null;
}

/** Finds the object that a label is put on, or refuses. */
export async function labelledObject(objectId: string, transaction: Transaction): Promise<SeenIn> {
	if (!(await findObject(store(), objectId, transaction))) {
		throw new Failure('NotFound', 'This object does not exist.');
	}
	const found = await findSourceOfObject(store(), objectId, await shownGenerations(store()));
	return { runId: found?.source.runId ?? null, sourceId: found?.source.id ?? null };
}
