import type { CandidateConsensus, DisputedCandidate } from '#schema/consensus.ts';
import type { ClassPosteriors, ItemPosterior } from '#science/consensus/classPosteriors.ts';
import { entropyBits, voteEntropyBits } from '#science/consensus/information.ts';
import { evenPrior } from '#science/consensus/livePosterior.ts';
import { groupBy } from '#science/consensus/named.ts';
import type { CandidateWithFacts } from '../../store/candidates.ts';
import type { Opinion } from '../../store/opinions.ts';

/** @param opinions Everything this person may see of the candidate's votes, in the order of casting */
export function candidateConsensusOf(
	opinions: readonly Opinion[],
	item: ItemPosterior | undefined,
	classes: readonly string[]
): CandidateConsensus | null {
	if (opinions.length === 0) return null;
	const posterior = item?.posterior ?? evenPrior(classes.length);
	const bits = new Map(item?.votes.map((vote) => [`${vote.person} ${vote.label}`, vote.bits]));
	return {
		posterior: classes
			.map((classKey, k) => ({ classKey, probability: posterior[k] }))
			.sort((a, b) => b.probability - a.probability),
		votes: opinions.map(({ userId, userName, classKey, countsAs, blind }) => ({
			userId,
			name: userName,
			classKey,
			blind,
			bits: bits.get(`${userId} ${countsAs}`) ?? null
		})),
		counted: item?.votes.length ?? 0,
		entropyBits: entropyBits(posterior)
	};
}

/** Candidates with votes: those whose votes differ most first, then those of which least is known. */
export function disputedCandidates(
	candidates: readonly CandidateWithFacts[],
	opinions: readonly Opinion[],
	{ classes, posteriors }: { classes: readonly string[]; posteriors: ClassPosteriors }
): DisputedCandidate[] {
	const votes = groupBy(opinions, ({ candidateId }) => candidateId);
	const rows = candidates.flatMap(({ id, rank, facts }) => {
		const own = votes.get(id) ?? [];
		const consensus = candidateConsensusOf(own, posteriors.items.get(id), classes);
		if (!consensus) return [];
		const counts = classes.map((key) => own.filter(({ countsAs }) => countsAs === key).length);
		return [{ id, rank, name: facts.name, voteEntropyBits: voteEntropyBits(counts), ...consensus }];
	});
	return rows.sort(
		(a, b) =>
			b.voteEntropyBits - a.voteEntropyBits || b.entropyBits - a.entropyBits || a.rank - b.rank
	);
}
