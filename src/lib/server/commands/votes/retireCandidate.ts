import { Failure } from '#schema/failure.ts';
import type { CandidateState } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { retireCandidateSchema } from '#schema/vote.ts';
import { putCandidateState } from '../../store/candidateStates.ts';
import { store, type Transaction } from '../../store/client.ts';
import { insertVerdict } from '../../store/verdicts.ts';
import { stampRevealed, votesOnCandidate } from '../../store/votes.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { refuseUnknownClass, type BallotPaper } from './ballotPaper.ts';
import { chairedCandidate } from './chairedCandidate.ts';
import { deliverVerdicts } from './deliverVerdicts.ts';
import { announceVoting } from './recordVote.ts';
import { revealedByRetiring } from './settle.ts';

/** Retires a candidate by hand, as a class and with a reason. */
export async function retireCandidate(
	context: CommandContext,
	input: unknown
): Promise<{ candidateId: string; as: string }> {
	const { commandId, candidateId, classKey, reason } = parse(retireCandidateSchema, input);
	const { user } = context;
	const { objectId, queueId } = await once(
		context,
		{ command: 'retireCandidate', commandId },
		async (transaction) => {
			const paper = await chairedCandidate(user, candidateId, transaction);
			const { candidate } = paper;
			if (candidate.state.kind === 'retired')
				throw new Failure('Conflict', 'This candidate is retired already.');
			refuseUnknownClass(paper.queue, classKey);
			const after = retired(paper, { user, classKey, reason });
			await putCandidateState(store(), candidateId, after, transaction);
			await recordVerdict(paper, { user, after, reason }, transaction);
			return { objectId: candidate.objectId, queueId: candidate.queueId };
		}
	);
	await announceVoting(user, 'verdict', { objectId, queueId });
	await deliverVerdicts([candidateId]);
	return { candidateId, as: classKey };
}

function retired(
	{ candidate, queue }: BallotPaper,
	{ user, classKey, reason }: { user: User; classKey: string; reason: string }
): CandidateState {
	const now = new Date();
	return {
		...candidate.state,
		kind: 'retired',
		as: classKey,
		because: { ...BY_HAND, sentence: `Retired by ${user.displayName}: ${reason}` },
		byId: user.id,
		at: now,
		revealedAt: revealedByRetiring(queue, candidate.state, now),
		scoreThen: candidate.score,
		eseThen: candidate.eseScore ?? null
	};
}

/** Stands where a rule would. */
export const BY_HAND = { ruleId: 'by-hand', ruleVersion: 1 } as const;

async function recordVerdict(
	{ candidate, queue }: BallotPaper,
	{ user, after, reason }: { user: User; after: CandidateState; reason: string },
	transaction: Transaction
): Promise<void> {
	const at = after.at ?? new Date();
	const { objectId, state: before } = candidate;
	const votes = await votesOnCandidate(store(), candidate.id, after.round, transaction);
	if (after.revealedAt !== before.revealedAt)
		await stampRevealed(store(), { candidateIds: [candidate.id], at }, transaction);
	await insertVerdict(
		store(),
		{
			candidateId: candidate.id,
			objectId,
			queueId: queue.id,
			round: after.round,
			classKey: after.as,
			taxonomyVersion: queue.taxonomy.version,
			ruleId: null,
			ruleVersion: null,
			sentence: reason,
			byId: user.id,
			byName: user.displayName,
			voteIds: votes.map(({ id }) => id),
			at
		},
		transaction
	);
	await audit(
		user,
		{
			action: 'retire',
			target: `candidate ${candidate.id}`,
			before: before.kind,
			after: { as: after.as, reason }
		},
		transaction
	);
}
