import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { revealVotesSchema } from '#schema/vote.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { candidatePlaces, type CandidatePlace } from '../../store/candidates.ts';
import { noteRevealed } from '../../store/candidateStates.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findQueue } from '../../store/queues.ts';
import { stampRevealed, votesInQueue } from '../../store/votes.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { chairedCandidate } from './chairedCandidate.ts';
import { deliverVerdicts } from './deliverVerdicts.ts';

/**
 * Shows everyone the votes of the present round: of one candidate, or of each in a queue that has any. Answers how many
 * candidates were sealed until then; those nobody has voted on stay so.
 */
export async function revealVotes(
	context: CommandContext,
	input: unknown
): Promise<{ revealed: number }> {
	const { commandId, ...which } = parse(revealVotesSchema, input);
	const { user } = context;
	let shown: Shown | null = null;
	const answer = await once(context, { command: 'revealVotes', commandId }, async (transaction) => {
		const { queue, sealed } =
			'candidateId' in which
				? await sealedCandidate(user, which.candidateId, transaction)
				: await sealedInQueue(user, which.queueId, transaction);
		const ids = sealed.map(({ id }) => id);
		const at = new Date();
		await noteRevealed(store(), { ids, at }, transaction);
		await stampRevealed(store(), { candidateIds: ids, at }, transaction);
		const target = 'candidateId' in which ? `candidate ${which.candidateId}` : `queue ${queue.id}`;
		await audit(user, { action: 'revealVotes', target, after: ids }, transaction);
		shown = { queueId: queue.id, sealed };
		return { revealed: ids.length };
	});
	if (shown) await announceReveal(user, shown);
	return answer;
}

type Sealed = Pick<CandidatePlace, 'id' | 'objectId'>;
interface Shown {
	queueId: string;
	sealed: Sealed[];
}

async function sealedCandidate(user: User, candidateId: string, transaction: Transaction) {
	const { queue, candidate } = await chairedCandidate(user, candidateId, transaction);
	refuseOpen(queue);
	const sealed: Sealed[] = candidate.state.revealedAt === null ? [candidate] : [];
	return { queue, sealed };
}

async function sealedInQueue(user: User, queueId: string, transaction: Transaction) {
	const queue = await findQueue(store(), queueId, transaction);
	if (!queue) throw new Failure('NotFound', 'This queue does not exist.', 'queueId');
	mayOrRefuse(user, 'chairQueue', { ownerId: queue.chairId });
	refuseOpen(queue);
	const [places, votes] = [
		await candidatePlaces(store(), queueId, { sort: 'rank', order: 'asc' }, transaction),
		await votesInQueue(store(), queue, transaction)
	];
	const voted = new Set(votes.map(({ candidateId, round }) => `${candidateId} ${round}`));
	const sealed: Sealed[] = places.filter(
		({ id, state }) => state.revealedAt === null && voted.has(`${id} ${state.round}`)
	);
	return { queue, sealed };
}

function refuseOpen({ sealing }: Queue): void {
	if (sealing !== 'open') return;
	throw new Failure('Conflict', 'Votes in this queue are open: there is nothing to reveal.');
}

async function announceReveal(user: User, { queueId, sealed }: Shown): Promise<void> {
	const by = { kind: 'reveal' as const, byId: user.id, byName: user.displayName };
	await announce({ topic: `queue-${queueId}`, ...by });
	await Promise.all(sealed.map(({ objectId }) => announce({ topic: `object-${objectId}`, ...by })));
	await deliverVerdicts(sealed.map(({ id }) => id));
}
