import type { CountedAnswer, VerdictRow } from '#schema/outcome.ts';
import type { CandidateState, Queue } from '#schema/queue.ts';
import { counted, countedAs, type Counted } from '#schema/taxonomy.ts';
import type { Verdict } from '#schema/verdict.ts';
import type { VoteEvent } from '#schema/vote.ts';
import { groupBy } from '#science/consensus/named.ts';
import type { CandidateWithFacts } from '../store/candidates.ts';
import type { Opinion } from '../store/opinions.ts';
import { isSealed } from './sealing.ts';

/** Whether votes of this round are sealed from somebody who has this vote of it, or none. Earlier rounds were revealed. */
export function isRoundSealed(
	queue: Pick<Queue, 'sealing'>,
	{ state, round }: { state: CandidateState; round: number },
	mine: unknown
): boolean {
	return round >= state.round && isSealed(queue, state, mine);
}

/** What everyone had said when the verdict was reached, whatever they said later. */
export function answersAt(
	{ taxonomy }: Pick<Queue, 'taxonomy'>,
	{ round, at }: Pick<Verdict, 'round' | 'at'>,
	events: readonly VoteEvent[]
): CountedAnswer[] {
	const last = new Map<string, VoteEvent>();
	for (const event of events) {
		if (event.round === round && event.at.getTime() <= at.getTime()) last.set(event.userId, event);
	}
	const standing = [...last.values()].filter(({ kind }) => kind !== 'withdrawn');
	return counted(taxonomy, standing).map(answerOf);
}

export function rowOfVerdict(
	{ taxonomy }: Pick<Queue, 'taxonomy'>,
	verdict: Verdict,
	{ candidate, votes }: { candidate: CandidateWithFacts; votes: CountedAnswer[] }
): VerdictRow {
	const { id, classKey, taxonomyVersion, round, ruleId, ruleVersion, sentence } = verdict;
	return {
		...placeOf(candidate),
		id,
		status: verdict.reopened ? 'reopened' : 'standing',
		countsAs: classKey === null ? null : countedAs(taxonomy, classKey),
		...{ classKey, taxonomyVersion, round, ruleId, ruleVersion, sentence },
		byName: verdict.byName,
		at: verdict.at,
		reopenedAt: verdict.reopened?.at ?? null,
		reopenedBecause: verdict.reopened?.because ?? '',
		votes
	};
}

/** Candidates that have votes and no verdict. */
export function openRows(
	candidates: readonly CandidateWithFacts[],
	visible: readonly Opinion[]
): VerdictRow[] {
	const votes = groupBy(visible, ({ candidateId }) => candidateId);
	return candidates.flatMap((candidate) => {
		const own = votes.get(candidate.id);
		if (!own) return [];
		return [
			{
				...placeOf(candidate),
				...{ id: null, status: 'open' as const, classKey: null, countsAs: null },
				...{ taxonomyVersion: null, round: candidate.state.round },
				...{ ruleId: null, ruleVersion: null, sentence: '' },
				...{ byName: null, at: null, reopenedAt: null, reopenedBecause: '' },
				votes: own.map((vote) => answerOf({ ...vote, at: vote.updatedAt }))
			}
		];
	});
}

function answerOf(said: Counted<Omit<CountedAnswer, 'countsAs'>>): CountedAnswer {
	const { userId, userName, classKey, countsAs, confidence, probability, note, blind, round, at } =
		said;
	const answer = { classKey, countsAs, confidence, probability, note, blind, round, at };
	return { userId, userName, ...answer };
}

function placeOf({ id, objectId, rank, facts: { name, ra, dec } }: CandidateWithFacts) {
	return { candidateId: id, objectId, rank, name, ra, dec };
}
