import type { Vote } from '#schema/vote.ts';
import type { Verdict } from '#schema/verdict.ts';
import { collection, withId, type Store, type Stored } from './client.ts';
import { outcomesOfObjects } from './objectOutcomes.ts';
import { objectsNamed, type PlacedObject } from './objectSearch.ts';
import type { Generation } from './sources.ts';
import { escapeRegex } from './tagVocabulary.ts';

/** Which objects a question is about that asks for what people said of them; and which sources those are. */

/** Objects with a verdict that stands and may be seen, with its class. */
export async function objectsWithVerdict(
	store: Store
): Promise<{ objectId: string; classKey: string }[]> {
	const objectIds = await collection<Stored<Verdict>>(store, 'verdicts').distinct('objectId', {
		reopened: null,
		classKey: { $ne: null }
	});
	return outcomesOfObjects(store, objectIds);
}

/** Objects with votes, of this person or of anybody, in any queue and round; `hidden` ones are as if they were not there. */
export async function objectsWithVotes(
	store: Store,
	{ by, hidden }: { by: string | null; hidden: { userId: string; candidateIds: string[] } }
): Promise<string[]> {
	const { userId, candidateIds } = hidden;
	return collection<Stored<Vote>>(store, 'votes').distinct('objectId', {
		...(by !== null && { userId: by }),
		...(candidateIds.length > 0 && { $nor: [{ userId, candidateId: { $in: candidateIds } }] })
	});
}

export type CastVote = Pick<
	Vote,
	'objectId' | 'queueId' | 'candidateId' | 'userId' | 'round' | 'classKey'
>;

/** The live votes of these people, or of everybody, sealed ones too. */
export async function votesCast(store: Store, userIds: string[] | null): Promise<CastVote[]> {
	return collection<Stored<Vote>>(store, 'votes')
		.find(userIds ? { userId: { $in: userIds } } : {})
		.project<CastVote>({
			...{ _id: 0, objectId: 1, queueId: 1, candidateId: 1, userId: 1, round: 1, classKey: 1 }
		})
		.toArray();
}

/** Ids of the objects' sources in one generation, from the index alone. */
export async function sourceIdsOfObjects(
	store: Store,
	objectIds: string[],
	{ runId, revision }: Generation
): Promise<number[]> {
	const ids: number[] = [];
	for (let from = 0; from < objectIds.length; from += AT_ONCE) {
		const objectId = { $in: objectIds.slice(from, from + AT_ONCE) };
		// As one document: a document for each takes six times as long to be read.
		const [found] = await collection<{ _id: number; objectId: string } & Generation>(
			store,
			'sources'
		)
			.aggregate<{ ids: number[] }>([
				{ $match: { objectId, runId, revision } },
				{ $group: { _id: null, ids: { $push: '$_id' } } }
			])
			.toArray();
		// One by one: spread, so many would not fit on the stack.
		for (const id of found?.ids ?? []) ids.push(id);
	}
	return ids;
}

const AT_ONCE = 20_000;

/** The object of this name; or those whose names begin so, two at most: a third says nothing more. */
export async function objectsCalled(store: Store, name: string): Promise<PlacedObject[]> {
	const [exact] = await objectsNamed(store, [name]);
	if (exact) return [exact];
	const docs = await collection<Stored<PlacedObject>>(store, 'objects')
		.find({ name: { $regex: `^${escapeRegex(name)}` } })
		.project<Stored<PlacedObject>>({ name: 1, ra: 1, dec: 1 })
		.limit(2)
		.toArray();
	return docs.map((doc) => withId<PlacedObject>(doc));
}

/** Ids of a generation's sources whose names begin like any of these, in any case: in one pass over them. */
export async function sourceIdsBeginning(
	store: Store,
	beginnings: string[],
	{ runId, revision }: Generation
): Promise<number[]> {
	if (beginnings.length === 0) return [];
	const $in = beginnings.map((beginning) => new RegExp(`^${escapeRegex(beginning)}`, 'i'));
	const docs = await collection<{ _id: number; name: string } & Generation>(store, 'sources')
		.find({ runId, revision, name: { $in } }, { projection: { _id: 1 } })
		.toArray();
	return docs.map(({ _id }) => _id);
}
