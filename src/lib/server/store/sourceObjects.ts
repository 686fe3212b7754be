import type { Source } from '#schema/source.ts';
import { collection, type Store, type Stored } from './client.ts';
import type { Generation } from './sources.ts';

/** Which object each source of a generation belongs to, by the source's id; those of none are left out. */
export async function objectIdsOfSources(
	store: Store,
	{ runId, revision }: Generation
): Promise<Map<number, string>> {
	const objects = new Map<number, string>();
	const docs = collection<Stored<Source>>(store, 'sources').find(
		{ runId, revision },
		{ projection: { objectId: 1 } }
	);
	for await (const { _id, objectId } of docs) if (objectId) objects.set(_id, objectId);
	return objects;
}
