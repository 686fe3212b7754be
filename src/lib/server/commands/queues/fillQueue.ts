import { NEW_STATE, type Queue, type Reason } from '#schema/queue.ts';
import type { Source } from '#schema/source.ts';
import {
	candidatesOfQueue,
	placeCandidates,
	removeUnvoted,
	upsertCandidates,
	type CandidateFacts,
	type CandidateWithFacts
} from '../../store/candidates.ts';
import type { Store } from '../../store/client.ts';
import { objectsWithRetraction } from '../../store/epochRetractions.ts';
import { newId } from '../../store/ids.ts';
import { withLock } from '../../store/locks.ts';

/** An object that is to be looked at, with why, and the source it was seen as. */
export interface Nominee {
	objectId: string;
	score: number;
	/** Where the run has scores. */
	eseScore?: number | null;
	reasons: Reason[];
	runId: number | null;
	sourceId: number | null;
	facts: CandidateFacts;
}

export interface Filled {
	added: number;
	renewed: number;
	/** No longer nominated, but voted on or talked of: they follow after the others. */
	kept: number;
	removed: number;
}

/**
 * Makes the queue's candidates these, in this order. Those that are in it already keep their votes and their state; what
 * anyone has voted on stays, whatever is nominated now.
 */
export function fillQueue(store: Store, queue: Queue, nominees: Nominee[]): Promise<Filled> {
	return withLock(store, `queue ${queue.id}`, async () => {
		const present = await candidatesOfQueue(store, queue.id);
		const idOf = new Map(present.map(({ objectId, id }) => [objectId, id]));
		const addedAt = new Date();
		await upsertCandidates(
			store,
			nominees.map((nominee, place) => ({
				...nominee,
				id: idOf.get(nominee.objectId) ?? newId(),
				queueId: queue.id,
				rank: place + 1,
				addedAt,
				state: NEW_STATE
			}))
		);
		const nominated = new Set(nominees.map((nominee) => nominee.objectId));
		const others = present.filter((candidate) => !nominated.has(candidate.objectId));
		const kept = await keepVoted(store, others, nominees.length);
		const renewed = present.length - others.length;
		return { added: nominees.length - renewed, renewed, kept, removed: others.length - kept };
	});
}

/** η and V are those the choice went by, where it went by a band's; flux and epochs are the whole light curve's. */
export function factsOf(
	source: Pick<Source, 'name' | 'wavgRa' | 'wavgDec' | 'maxFluxPeak' | 'nMeas'>,
	judged: Pick<Source, 'etaPeak' | 'vPeak'>
): CandidateFacts {
	return {
		name: source.name,
		ra: source.wavgRa,
		dec: source.wavgDec,
		etaPeak: measured(judged.etaPeak),
		vPeak: measured(judged.vPeak),
		maxFluxPeak: measured(source.maxFluxPeak),
		nMeas: source.nMeas
	};
}

/**
 * Candidates that are nominated no longer: the voted ones, and those whose epochs people are talking of, move behind the others, the
 * rest leaves. A retraction that takes a candidate's score away does not take the page from under those who decide on it.
 */
async function keepVoted(
	store: Store,
	others: CandidateWithFacts[],
	behind: number
): Promise<number> {
	const discussed = await objectsWithRetraction(
		store,
		others.map(({ objectId }) => objectId)
	);
	const silent = others.filter(({ objectId }) => !discussed.has(objectId));
	const stay = await removeUnvoted(
		store,
		silent.map(({ id }) => id)
	);
	const places = others
		.filter(({ id, objectId }) => discussed.has(objectId) || stay.has(id))
		.map(({ id }, place) => ({ id, rank: behind + place + 1 }));
	await placeCandidates(store, places);
	return places.length;
}

function measured(value: number): number | null {
	return Number.isNaN(value) ? null : value;
}
