import type { CandidateList, Queue } from '#schema/queue.ts';
import { candidatePlaces, type CandidatePlace } from '../store/candidates.ts';
import type { Store } from '../store/client.ts';
import { objectsWithTag } from '../store/tags.ts';
import { votesInQueue } from '../store/votes.ts';

/** What has been voted on one candidate in the present round. */
export interface CandidateVotes {
	count: number;
	tally: Record<string, number>;
	/** Class of this user's vote. */
	mine: string | null;
}

/** A queue's candidates in the order of a list's URL, each with whether the list's filter keeps it. */
export interface CandidateOrder {
	all: (CandidatePlace & { kept: boolean })[];
	votes: Map<string, CandidateVotes>;
}

export const NO_VOTES: CandidateVotes = { count: 0, tally: {}, mine: null };

/** Table, neighbours and `start vetting` all follow this one order, so that they never disagree. */
export async function candidateOrder(
	store: Store,
	{ queue, userId, list }: { queue: Queue; userId: string; list: CandidateList }
): Promise<CandidateOrder> {
	const [places, votes, tagged] = await Promise.all([
		candidatePlaces(store, queue.id, list),
		votesByCandidate(store, queue, userId),
		list.tag === '' ? null : objectsWithTag(store, list.tag.trim().toLowerCase())
	]);
	const countOf = (place: CandidatePlace) => (votes.get(place.id) ?? NO_VOTES).count;
	if (list.sort === 'votes') {
		const sign = list.order === 'desc' ? -1 : 1;
		places.sort((a, b) => sign * (countOf(a) - countOf(b)) || a.rank - b.rank);
	}
	const all = places.map((place) => {
		const cast = votes.get(place.id) ?? NO_VOTES;
		const hasTag = tagged?.has(place.objectId) ?? true;
		return { ...place, kept: hasTag && isShown(list.show, cast, queue) };
	});
	return { all, votes };
}

/** Whether others' votes are still hidden from somebody with this vote, or none. */
export function isSealed(queue: Queue, mine: unknown): boolean {
	return queue.sealing === 'blind' && !mine;
}

/** A dispute among sealed votes stays unsaid: the filter would tell what the seal hides. */
function isShown(show: CandidateList['show'], cast: CandidateVotes, queue: Queue): boolean {
	if (show === 'todo') return cast.mine === null;
	if (show === 'done') return cast.mine !== null;
	if (show === 'disputed') {
		return Object.keys(cast.tally).length > 1 && !isSealed(queue, cast.mine);
	}
	return true;
}

async function votesByCandidate(
	store: Store,
	queue: Queue,
	userId: string
): Promise<Map<string, CandidateVotes>> {
	const votes = new Map<string, CandidateVotes>();
	for (const vote of await votesInQueue(store, queue.id, queue.round)) {
		const cast = votes.get(vote.candidateId) ?? { count: 0, tally: {}, mine: null };
		cast.count += 1;
		cast.tally[vote.classKey] = (cast.tally[vote.classKey] ?? 0) + 1;
		if (vote.userId === userId) cast.mine = vote.classKey;
		votes.set(vote.candidateId, cast);
	}
	return votes;
}

/** The first candidate after this one (or of all) that the list keeps and this user has not voted on; wraps round. */
export function nextTodo({ all, votes }: CandidateOrder, after: number): string | null {
	for (let step = 1; step <= all.length; step++) {
		const place = all[(after + step) % all.length];
		const isTodo = place.kept && (votes.get(place.id) ?? NO_VOTES).mine === null;
		if (isTodo && (after + step) % all.length !== after) return place.id;
	}
	return null;
}
