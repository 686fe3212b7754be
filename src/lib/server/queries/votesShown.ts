import type { VotesShown } from '#schema/candidatePage.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import { counted } from '#schema/taxonomy.ts';
import type { VoteEvent } from '#schema/vote.ts';
import { store } from '../store/client.ts';
import { voteHistory } from '../store/voteEvents.ts';
import { votesOnCandidate } from '../store/votes.ts';
import { withoutRepeats, type HiddenRepeats } from './hiddenRepeats.ts';
import { isSealed } from './sealing.ts';

/** Votes as this person may see them: of the present round nothing of others' while it is sealed; earlier rounds are revealed. */
export async function votesShown(
	queue: Queue,
	{ id, state }: Candidate,
	{ userId, repeats }: { userId: string; repeats: HiddenRepeats }
): Promise<VotesShown> {
	const [everyVote, everyEvent] = await Promise.all([
		votesOnCandidate(store(), id),
		voteHistory(store(), id)
	]);
	const everyRound = withoutRepeats(everyVote, userId, repeats);
	const history = withoutRepeats(everyEvent, userId, repeats);
	const votes = everyRound.filter(({ round }) => round === state.round);
	const earlier = everyRound.filter(({ round }) => round < state.round);
	const mine = votes.find((vote) => vote.userId === userId) ?? null;
	const others = votes.filter((vote) => vote.userId !== userId);
	const isMine = (event: VoteEvent) => event.userId === userId;
	if (isSealed(queue, state, mine)) {
		return {
			mine,
			others: null,
			othersCount: others.length,
			tally: null,
			earlier,
			history: history.filter((event) => isMine(event) || isOfEarlier(event, state.round))
		};
	}
	const tally: Record<string, number> = {};
	for (const { countsAs } of counted(queue.taxonomy, votes))
		tally[countsAs] = (tally[countsAs] ?? 0) + 1;
	return {
		mine,
		others,
		othersCount: others.length,
		tally,
		earlier,
		history: history.filter((event) => isMine(event) || event.kind !== 'skipped')
	};
}

function isOfEarlier({ kind, round }: VoteEvent, present: number): boolean {
	return round < present && kind !== 'skipped';
}

/** Before anybody has voted: what was said of the object as it is would tell that the light curve shown is another. */
export function votesBeforeAny({ sealing }: Pick<Queue, 'sealing'>): VotesShown {
	const isOpen = sealing === 'open';
	const nothing = { mine: null, othersCount: 0, earlier: [], history: [] };
	return { ...nothing, others: isOpen ? [] : null, tally: isOpen ? {} : null };
}
