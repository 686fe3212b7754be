import type { CandidateList, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { namesNoClass } from '#schema/vote.ts';
import { candidatePlaces, type CandidatePlace } from '../store/candidates.ts';
import type { Store } from '../store/client.ts';
import { votesInQueue, type CountedVote } from '../store/votes.ts';
import { hiddenRepeats, withoutRepeats, type HiddenRepeats } from './hiddenRepeats.ts';
import { placedByMasks } from './honeypotOrder.ts';
import { masksFor, type Masks } from './honeypots.ts';
import { isSealed } from './sealing.ts';
import { tagFilter } from './tagFilter.ts';

/** What has been voted on one candidate in its present round, as this user may see it. */
export interface CandidateVotes {
	count: number;
	/** Votes per class, each as what it counts as now; null while sealed from this user. */
	tally: Record<string, number> | null;
	/** Class of this user's vote, as it was given. */
	mine: string | null;
}

/** A queue's candidates in the order of a list's URL, each with whether the list's filter keeps it. */
export interface CandidateOrder {
	all: (CandidatePlace & { kept: boolean })[];
	votes: Map<string, CandidateVotes>;
	/** Made events that this reader is shown. */
	masks: Masks;
	/** What this reader is to vote on once more: their votes on it are not among `votes`. */
	repeats: HiddenRepeats;
}

export const NO_VOTES: CandidateVotes = { count: 0, tally: {}, mine: null };

/** Table, neighbours and `start vetting` all follow this one order, so that they never disagree. */
export async function candidateOrder(
	store: Store,
	{ queue, reader, list }: { queue: Queue; reader: User; list: CandidateList }
): Promise<CandidateOrder> {
	const [stored, everyVote, hasTags, masks, repeats] = await Promise.all([
		candidatePlaces(store, queue.id, list),
		votesInQueue(store, queue),
		tagFilter(store, list),
		masksFor(queue, reader),
		hiddenRepeats(queue, reader.id)
	]);
	const cast = withoutRepeats(everyVote, reader.id, repeats);
	const places = await placedByMasks(stored, { queueId: queue.id, list, masks });
	const votes = votesByCandidate(places, cast, { queue, userId: reader.id });
	const votesOn = ({ id }: CandidatePlace) =>
		(masks.has(id) ? undefined : votes.get(id)) ?? NO_VOTES;
	if (list.sort === 'votes') {
		const sign = list.order === 'desc' ? -1 : 1;
		places.sort((a, b) => sign * (votesOn(a).count - votesOn(b).count) || a.rank - b.rank);
	}
	const all = places.map((place) => ({
		...place,
		kept: hasTags(place.objectId) && isShown(list.show, place, votesOn(place))
	}));
	return { all, votes, masks, repeats };
}

function isShown(show: CandidateList['show'], { state }: CandidatePlace, cast: CandidateVotes) {
	switch (show) {
		case 'all':
			return true;
		case 'todo':
			return cast.mine === null && state.kind !== 'retired';
		case 'done':
			return cast.mine !== null;
		case 'retired':
			return state.kind === 'retired';
		case 'disputed':
			return isDisputed(cast);
	}
}

/** A dispute among sealed votes stays unsaid: the filter would tell what the seal hides. */
function isDisputed({ tally }: CandidateVotes): boolean {
	return Object.keys(tally ?? {}).filter((classKey) => !namesNoClass(classKey)).length > 1;
}

function votesByCandidate(
	places: readonly CandidatePlace[],
	cast: readonly CountedVote[],
	{ queue, userId }: { queue: Queue; userId: string }
): Map<string, CandidateVotes> {
	const states = new Map(places.map(({ id, state }) => [id, state]));
	const tallies = new Map<string, { tally: Record<string, number>; mine: string | null }>();
	for (const { candidateId, round, classKey, countsAs, userId: voter } of cast) {
		if (round !== states.get(candidateId)?.round) continue;
		const counted = tallies.get(candidateId) ?? { tally: {}, mine: null };
		counted.tally[countsAs] = (counted.tally[countsAs] ?? 0) + 1;
		if (voter === userId) counted.mine = classKey;
		tallies.set(candidateId, counted);
	}
	return new Map(
		places.flatMap(({ id, state }) => {
			const counted = tallies.get(id);
			if (!counted) return [];
			const count = Object.values(counted.tally).reduce((sum, votes) => sum + votes, 0);
			const tally = isSealed(queue, state, counted.mine) ? null : counted.tally;
			return [[id, { count, tally, mine: counted.mine }] as const];
		})
	);
}
