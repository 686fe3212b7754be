import { Failure } from '#schema/failure.ts';
import type { CandidateState } from '#schema/queue.ts';
import { withdrawVoteSchema } from '#schema/vote.ts';
import { putCandidateState } from '../../store/candidateStates.ts';
import { store } from '../../store/client.ts';
import { votesOnCandidate } from '../../store/votes.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import type { BallotPaper } from './ballotPaper.ts';
import { chairedCandidate } from './chairedCandidate.ts';
import { announceVoting } from './recordVote.ts';

/**
 * Has a candidate voted on once more, after its votes were revealed and talked about: everyone votes anew, sealed as the
 * queue says. The votes of the earlier round stay as they are.
 */
export async function startSecondRound(
	context: CommandContext,
	input: unknown
): Promise<{ round: number }> {
	const { commandId, candidateId } = parse(withdrawVoteSchema, input);
	const { user } = context;
	const begun = await once(
		context,
		{ command: 'startSecondRound', commandId },
		async (transaction) => {
			const paper = await chairedCandidate(user, candidateId, transaction);
			const { state, objectId, queueId } = paper.candidate;
			const votes = await votesOnCandidate(store(), candidateId, state.round, transaction);
			refuseEarly(paper, votes.length);
			const round = state.round + 1;
			const next: CandidateState = {
				...state,
				kind: 'live',
				as: null,
				because: null,
				byId: user.id,
				at: new Date(),
				round,
				revealedAt: null
			};
			await putCandidateState(store(), candidateId, next, transaction);
			const target = `candidate ${candidateId}`;
			await audit(user, { action: 'startSecondRound', target, after: round }, transaction);
			return { round, objectId, queueId };
		}
	);
	await announceVoting(user, 'round', begun);
	return { round: begun.round };
}

function refuseEarly({ candidate: { state }, queue }: BallotPaper, votes: number): void {
	const refuse = (sentence: string) => {
		throw new Failure('Conflict', sentence);
	};
	if (state.kind === 'retired')
		refuse('This candidate is retired: open it again, then start a round.');
	if (votes === 0) refuse(`Nobody has voted in round ${state.round} yet.`);
	if (queue.sealing !== 'open' && state.revealedAt === null)
		refuse(`Reveal the votes of round ${state.round} first: another round follows what they say.`);
}
