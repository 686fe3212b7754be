import type { CandidateState, Queue, WorkOrderName } from '#schema/queue.ts';
import { votable } from '#schema/taxonomy.ts';
import {
	classPosteriors,
	newcomerConfusion,
	type ClassPosteriors
} from '#science/consensus/classPosteriors.ts';
import { drawnIn } from '#science/consensus/drawnIn.ts';
import { evenPrior } from '#science/consensus/livePosterior.ts';
import { sealedPosterior } from '#science/consensus/sealedPosterior.ts';
import { workOrder, type WorkCandidate, type WorkOrder } from '#science/consensus/workOrder.ts';
import { median } from '#science/stats/median.ts';
import { candidatesOfQueue } from '../store/candidates.ts';
import type { Store } from '../store/client.ts';
import type { Opinion } from '../store/opinions.ts';
import { givenVotes } from './givenVotes.ts';
import { opinionsFor } from './hiddenRepeats.ts';
import { votesShownTo } from './revealed.ts';

interface PlaceOfWork {
	id: string;
	/** `Next because …`, to be shown to this person. */
	reason: string;
	/** Put here by chance, so that what people vote on is not only what the statistics chose. */
	drawn: boolean;
}

/** What a candidate needs to have to be placed; those that are retired are left out. */
interface Waiting {
	id: string;
	rank: number;
	state: CandidateState;
}

/**
 * The candidates in the order in which this person should look at them.
 *
 * Neither order nor reason tells anything of a sealed vote: posterior, tallies and the person's own matrix are made of votes
 * that they may see, and a candidate whose votes are sealed from them stands where the mere number of its votes puts it, which
 * everyone is shown. Ordering sealed candidates by what was said on them would tell which are disputed: just what the seal is
 * there to hide, and the next vote would not be independent.
 */
export async function orderOfWork(
	store: Store,
	{
		queue,
		userId,
		places
	}: {
		queue: Pick<
			Queue,
			'id' | 'sealing' | 'opinionsWanted' | 'taxonomy' | 'workOrder' | 'repeatShare' | 'deadline'
		>;
		userId: string;
		places: readonly Waiting[];
	}
): Promise<PlaceOfWork[]> {
	const [opinions, addedAt] = await Promise.all([
		opinionsFor(queue, userId),
		queue.workOrder === 'newest' ? timesAdded(store, queue.id) : null
	]);
	const waiting = places.filter(({ state }) => state.kind !== 'retired');
	const seen = votesShownTo(userId, queue, waiting, opinions);
	const shown = new Set(seen.map(({ candidateId }) => candidateId));
	const classes = votable(queue.taxonomy).map(({ key }) => key);
	const known = classPosteriors(givenVotes(queue, seen), classes);
	const votes = countPresent(waiting, opinions);
	const candidates = waiting.map(({ id, rank }) => {
		const common = { id, rank, addedAt: addedAt?.get(id) ?? 0 };
		return shown.has(id)
			? { ...common, ...whatIsKnown(known, id, classes.length) }
			: { ...common, ...whatIsSealed(votes.get(id) ?? 0, classes.length) };
	});
	const order = orderFor(queue, { userId, known, opinions, classes: classes.length });
	const ordered = workOrder(candidates, order).map(({ id, reason }) => ({
		id,
		reason:
			shown.has(id) || !LOOKS_AT_VOTES.has(order.by)
				? reason
				: sealedReason(queue, votes.get(id) ?? 0)
	}));
	if (!LOOKS_AT_VOTES.has(order.by)) return ordered.map((place) => ({ ...place, drawn: false }));
	return drawnIn(ordered, {
		seed: `${queue.id}/${userId}`,
		done: opinions.filter((vote) => vote.userId === userId).length
	}).map(({ entry, drawn }) => ({
		id: entry.id,
		reason: drawn ? DRAWN : entry.reason,
		drawn
	}));
}

/** Choosing by votes what is voted on next biases every statistic on votes; rank, age and chance do not. */
const LOOKS_AT_VOTES: ReadonlySet<WorkOrderName> = new Set<WorkOrderName>([
	'uncertainty',
	'margin',
	'entropy',
	'voteEntropy',
	'bald',
	'information'
]);

export const DRAWN = 'Next because it was drawn at random, to keep the statistics honest.';

/** What a vote is taken to cost somebody whose votes were never timed. */
const USUAL_SECONDS = 30;

async function timesAdded(store: Store, queueId: string): Promise<Map<string, number>> {
	const candidates = await candidatesOfQueue(store, queueId);
	return new Map(candidates.map(({ id, addedAt }) => [id, addedAt.getTime()]));
}

/** As everyone may see it, sealed or not: how many have given an opinion in this round. */
function countPresent(
	waiting: readonly Waiting[],
	opinions: readonly Opinion[]
): Map<string, number> {
	const rounds = new Map(waiting.map(({ id, state }) => [id, state.round]));
	const counts = new Map<string, number>();
	for (const vote of opinions) {
		if (vote.round !== rounds.get(vote.candidateId)) continue;
		counts.set(vote.candidateId, (counts.get(vote.candidateId) ?? 0) + 1);
	}
	return counts;
}

type Known = Pick<WorkCandidate, 'counts' | 'posterior' | 'opinions'>;

function whatIsKnown({ items }: ClassPosteriors, id: string, classes: number): Known {
	const item = items.get(id);
	if (!item)
		return { counts: new Float64Array(classes), posterior: evenPrior(classes), opinions: [] };
	const opinions = item.votes.map(({ opinion }) => opinion);
	return { counts: item.counts, posterior: item.posterior, opinions };
}

function whatIsSealed(votes: number, classes: number): Known {
	const posterior = sealedPosterior(votes, classes);
	return { counts: new Float64Array(classes), posterior, opinions: [] };
}

function sealedReason({ opinionsWanted }: Pick<Queue, 'opinionsWanted'>, votes: number): string {
	return `Next because it has ${votes} of the ${opinionsWanted} ${opinionsWanted === 1 ? 'opinion' : 'opinions'} wanted.`;
}

function orderFor(
	queue: Pick<Queue, 'id' | 'workOrder'>,
	{
		userId,
		known,
		opinions,
		classes
	}: { userId: string; known: ClassPosteriors; opinions: readonly Opinion[]; classes: number }
): WorkOrder {
	const by = queue.workOrder;
	if (by === 'random') return { by, seed: `${queue.id}/${userId}` };
	if (by !== 'information') return { by };
	const seconds = opinions.flatMap((vote) =>
		vote.userId === userId && vote.seconds !== null && vote.seconds > 0 ? [vote.seconds] : []
	);
	return {
		by,
		confusion: known.confusions.get(userId) ?? newcomerConfusion(classes),
		medianSeconds: seconds.length > 0 ? median(seconds) : USUAL_SECONDS
	};
}
