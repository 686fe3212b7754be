import type { CountedAnswer } from '#schema/outcome.ts';
import type { Queue } from '#schema/queue.ts';
import { classLabel } from '#schema/taxonomy.ts';
import type { Verdict } from '#schema/verdict.ts';
import { log } from '../../log.ts';
import { answersAt, isRoundSealed } from '../../queries/verdictRows.ts';
import { findCandidates, type CandidateWithFacts } from '../../store/candidates.ts';
import { store } from '../../store/client.ts';
import { answersOn } from '../../store/opinions.ts';
import { findQueue } from '../../store/queues.ts';
import { verdictsOfCandidate } from '../../store/verdicts.ts';
import { queueDelivery } from '../webhooks/queueDelivery.ts';

/**
 * Sends the latest verdict on each of these candidates to whoever listens, after the transaction that gave, revealed or ended
 * it. What is written stays so whatever goes wrong here; the next look for late verdicts sends what was not.
 */
export async function deliverVerdicts(candidateIds: readonly string[]): Promise<void> {
	try {
		for (const candidate of await findCandidates(store(), [...candidateIds])) {
			const verdict = (await verdictsOfCandidate(store(), candidate.id)).at(-1);
			const queue = verdict && (await findQueue(store(), candidate.queueId));
			if (queue) await deliver(verdict, { candidate, queue });
		}
	} catch (error) {
		log.warn('verdicts could not be sent to webhooks yet', { candidateIds, error });
	}
}

/** What votes led to waits until they are revealed. The chair's own word does not: it goes out, and once more with the votes. */
async function deliver(
	verdict: Verdict,
	{ candidate, queue }: { candidate: CandidateWithFacts; queue: Queue }
): Promise<void> {
	const sealed = isRoundSealed(queue, { state: candidate.state, round: verdict.round }, null);
	if (sealed && verdict.byId === null) return;
	const votes: CountedAnswer[] | null = sealed
		? null
		: answersAt(queue, verdict, await answersOn(store(), [candidate.id]));
	const { name, ra, dec } = candidate.facts;
	await queueDelivery({
		kind: 'verdict',
		key: keyOf(verdict, candidate),
		title: titleOf(verdict, name, queue),
		href: `/queues/${queue.id}/${candidate.id}`,
		body: { verdict, object: { name, ra, dec }, votes }
	});
}

function keyOf(verdict: Verdict, { state }: CandidateWithFacts): string {
	const { id, reopened, round, byId, at } = verdict;
	if (reopened) return `verdict ${id} reopened`;
	const revealedAt = round === state.round ? state.revealedAt : null;
	const isToldAgain = byId !== null && revealedAt !== null && revealedAt > at;
	return isToldAgain ? `verdict ${id} revealed` : `verdict ${id}`;
}

function titleOf({ classKey, reopened }: Verdict, name: string, queue: Queue): string {
	if (reopened) return `${name} is open again in ${queue.name}`;
	const label = classKey === null ? null : classLabel(queue.taxonomy, classKey);
	const retired = label === null ? 'was retired without a class' : `was retired as ${label}`;
	return `${name} ${retired} in ${queue.name}`;
}
