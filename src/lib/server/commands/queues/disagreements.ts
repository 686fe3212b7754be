import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { namesNoClass } from '#schema/vote.ts';
import { opinionsFor } from '../../queries/hiddenRepeats.ts';
import { votesShownTo } from '../../queries/revealed.ts';
import { candidatesOfQueue } from '../../store/candidates.ts';
import type { Store } from '../../store/client.ts';
import { findQueue } from '../../store/queues.ts';
import type { Nominee } from './fillQueue.ts';

/**
 * The candidates of a queue whose votes name different classes, the most votes first. Only those whose votes this person
 * may see: a queue made of sealed disagreements would tell everybody of them.
 */
export async function disagreementsOf(
	store: Store,
	user: User,
	queueId: string
): Promise<{ runId: number | null; nominees: Nominee[] }> {
	const queue = await findQueue(store, queueId);
	if (!queue) throw new Failure('NotFound', 'This queue does not exist.', 'queueId');
	const candidates = await candidatesOfQueue(store, queue.id);
	const opinions = await opinionsFor(queue, user.id);
	const rounds = new Map(candidates.map(({ id, state }) => [id, state.round]));
	const classes = new Map<string, string[]>();
	for (const vote of votesShownTo(user.id, queue, candidates, opinions)) {
		const { candidateId, classKey, countsAs, round } = vote;
		if (namesNoClass(classKey) || round !== rounds.get(candidateId)) continue;
		const said = classes.get(candidateId) ?? [];
		classes.set(candidateId, [...said, countsAs]);
	}
	const disputed = candidates
		.map((candidate) => ({ candidate, said: classes.get(candidate.id) ?? [] }))
		.filter(({ said }) => new Set(said).size > 1)
		.sort((a, b) => b.said.length - a.said.length || a.candidate.rank - b.candidate.rank);
	if (disputed.length === 0) {
		throw new Failure(
			'Conflict',
			`No votes that you may see differ in “${queue.name}”; what is sealed from you is left out. No queue was made.`,
			'queueId'
		);
	}
	const nominees = disputed.map(({ candidate, said }) => {
		const { objectId, score, runId, sourceId, facts } = candidate;
		const text = `${said.length} votes for ${new Set(said).size} classes in “${queue.name}”`;
		return {
			objectId,
			score,
			runId,
			sourceId,
			facts,
			reasons: [{ rule: 'disagreement' as const, text }]
		};
	});
	return { runId: queue.runId, nominees };
}
