import { Failure } from '#schema/failure.ts';
import type { CandidateState } from '#schema/queue.ts';
import { reopenCandidateSchema } from '#schema/vote.ts';
import { putCandidateState } from '../../store/candidateStates.ts';
import { store } from '../../store/client.ts';
import { endVerdict } from '../../store/verdicts.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { chairedCandidate } from './chairedCandidate.ts';
import { deliverVerdicts } from './deliverVerdicts.ts';
import { announceVoting } from './recordVote.ts';
import { BY_HAND } from './retireCandidate.ts';

/** Opens a retired candidate again, or takes back one that was sent somewhere. Its votes stand as they are. */
export async function reopenCandidate(
	context: CommandContext,
	input: unknown
): Promise<{ candidateId: string }> {
	const { commandId, candidateId, reason } = parse(reopenCandidateSchema, input);
	const { user } = context;
	const { objectId, queueId } = await once(
		context,
		{ command: 'reopenCandidate', commandId },
		async (transaction) => {
			const { candidate } = await chairedCandidate(user, candidateId, transaction);
			const before = candidate.state;
			if (before.kind === 'live') throw new Failure('Conflict', 'This candidate is open already.');
			const at = new Date();
			const after: CandidateState = {
				...before,
				kind: 'live',
				as: null,
				because: { ...BY_HAND, sentence: `Opened again by ${user.displayName}: ${reason}` },
				byId: user.id,
				at,
				scoreThen: null,
				eseThen: null
			};
			await putCandidateState(store(), candidateId, after, transaction);
			const by = { byId: user.id, byName: user.displayName };
			await endVerdict(store(), candidateId, { at, ...by, because: reason }, transaction);
			await audit(
				user,
				{
					action: 'reopen',
					target: `candidate ${candidateId}`,
					before: { kind: before.kind, as: before.as },
					after: { reason }
				},
				transaction
			);
			return { objectId: candidate.objectId, queueId: candidate.queueId };
		}
	);
	await announceVoting(user, 'verdict', { objectId, queueId });
	await deliverVerdicts([candidateId]);
	return { candidateId };
}
