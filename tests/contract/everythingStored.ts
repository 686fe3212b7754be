import { store } from '#server/store/client.ts';

type Stored = Record<string, unknown[]>;

/** Every document of every collection, without how often a candidate had its turn. */
export async function everythingStored(): Promise<Stored> {
	const stored: Stored = {};
	for (const { name } of await store().db.listCollections().toArray())
		stored[name] = await store()
			.db.collection(name)
			.find({}, { projection: { turns: 0 } })
			.sort({ _id: 1 })
			.toArray();
	return stored;
}

/** Names of the collections that hold something else than before. */
export function collectionsChanged(before: Stored, after: Stored): string[] {
	return Object.keys(after)
		.filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))
		.sort();
}
