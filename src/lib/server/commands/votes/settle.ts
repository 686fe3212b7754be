import type { CandidateState, Queue } from '#schema/queue.ts';
import { counted, votable } from '#schema/taxonomy.ts';
import type { VettingRule } from '#schema/vettingRule.ts';
import { namesNoClass, type Vote } from '#schema/vote.ts';
import { classPosteriors } from '#science/consensus/classPosteriors.ts';
import { evaluateRules, type RuledAction } from '#science/consensus/evaluateRules.ts';
import { givenVotes } from '../../queries/givenVotes.ts';
import { putCandidateState } from '../../store/candidateStates.ts';
import { store, type Transaction } from '../../store/client.ts';
import { opinionsInQueue } from '../../store/opinions.ts';
import { listUsers } from '../../store/users.ts';
import { insertVerdict } from '../../store/verdicts.ts';
import { stampRevealed, votesOnCandidate } from '../../store/votes.ts';
import { audit } from '../audit.ts';
import type { BallotPaper } from './ballotPaper.ts';

/**
 * What follows from a vote, in its transaction: the quorum reveals, the first of the queue's rules that holds retires or
 * routes. Gives the candidate's new state, or null when nothing followed.
 */
export async function settle(
	paper: BallotPaper,
	now: Date,
	transaction: Transaction
): Promise<CandidateState | null> {
	const { candidate, queue } = paper;
	const before = candidate.state;
	const votes = await votesOnCandidate(store(), candidate.id, before.round, transaction);
	const revealed = hasQuorum(queue, before, votes) ? { ...before, revealedAt: now } : before;
	const ruled = await ruling(paper, votes, transaction);
	const after = ruled ? ruledState(paper, { state: revealed, ruled, now }) : revealed;
	if (after === before) return null;
	await putCandidateState(store(), candidate.id, after, transaction);
	if (after.revealedAt !== before.revealedAt) {
		await stampRevealed(store(), { candidateIds: [candidate.id], at: now }, transaction);
	}
	if (ruled && after !== revealed) await recordRuling(paper, { after, votes, ruled }, transaction);
	return after;
}

function hasQuorum(queue: Queue, state: CandidateState, votes: readonly Vote[]): boolean {
	if (queue.sealing !== 'quorum' || state.revealedAt !== null) return false;
	const opinions = votes.filter(({ classKey }) => !namesNoClass(classKey)).length;
	return opinions >= queue.opinionsWanted;
}

/** Sending it again to where it waits already is nothing new. */
function ruledState(
	{ candidate, queue }: BallotPaper,
	{ state, ruled, now }: { state: CandidateState; ruled: RuledAction; now: Date }
): CandidateState {
	const { ruleId, ruleVersion, sentence, action } = ruled;
	const done = { because: { ruleId, ruleVersion, sentence }, byId: null, at: now };
	switch (action.kind) {
		case 'reopen':
			return state;
		case 'route':
			if (state.kind === 'routed' && state.as === action.to) return state;
			return { ...state, ...done, kind: 'routed', as: action.to };
		case 'retire':
			return {
				...state,
				...done,
				kind: 'retired',
				as: action.as,
				revealedAt: revealedByRetiring(queue, state, now),
				scoreThen: candidate.score,
				eseThen: candidate.eseScore ?? null
			};
	}
}

/** Nobody votes any more, so there is nothing to keep independent; what the chair reveals waits for the chair. */
export function revealedByRetiring(
	{ sealing }: Pick<Queue, 'sealing'>,
	{ revealedAt }: CandidateState,
	now: Date
): Date | null {
	return revealedAt ?? (sealing === 'chair' ? null : now);
}

async function ruling(
	{ candidate, queue }: BallotPaper,
	votes: readonly Vote[],
	transaction: Transaction
): Promise<RuledAction | null> {
	if (queue.rules.length === 0) return null;
	const classes = votable(queue.taxonomy).map(({ key }) => key);
	const roles = queue.rules.some(asksForRoles) ? await rolesOf(queue) : null;
	return evaluateRules(queue.rules, {
		retired: false,
		votes: counted(queue.taxonomy, votes).map(({ countsAs, blind, userId }) => ({
			label: countsAs,
			blind,
			roles: roles?.get(userId) ?? []
		})),
		classes,
		posterior: queue.rules.some(asksForPosterior)
			? await posteriorOf({ candidate, queue }, classes, transaction)
			: null,
		scoreChange: null
	});
}

const asksForRoles = ({ when }: VettingRule) => when.some(({ kind }) => kind === 'unseenBy');
const asksForPosterior = ({ when, then }: VettingRule) =>
	when.some(({ kind }) => kind === 'posterior') ||
	(then.kind === 'retire' && then.as === 'likeliest');

/** By the votes of the whole queue, since they also tell how good each voter is. null while nothing counts for this candidate. */
async function posteriorOf(
	{ candidate, queue }: BallotPaper,
	classes: readonly string[],
	transaction: Transaction
): Promise<Float64Array | null> {
	const opinions = await opinionsInQueue(store(), queue, transaction);
	const { items } = classPosteriors(givenVotes(queue, opinions), classes);
	return items.get(candidate.id)?.posterior ?? null;
}

/** What a rule may ask of a voter: their role here, `chair`, and `expert` for curators and the chair. */
async function rolesOf({ chairId }: Queue): Promise<Map<string, string[]>> {
	const users = await listUsers(store());
	return new Map(
		users.map(({ id, role }) => {
			const isChair = id === chairId;
			const isExpert = isChair || role === 'curator' || role === 'admin';
			return [id, [role, ...(isChair ? ['chair'] : []), ...(isExpert ? ['expert'] : [])]];
		})
	);
}

async function recordRuling(
	{ candidate, queue }: BallotPaper,
	{ after, votes, ruled }: { after: CandidateState; votes: readonly Vote[]; ruled: RuledAction },
	transaction: Transaction
): Promise<void> {
	const { ruleId, ruleVersion, sentence } = ruled;
	if (after.kind === 'retired') {
		await insertVerdict(
			store(),
			{
				candidateId: candidate.id,
				objectId: candidate.objectId,
				queueId: queue.id,
				round: after.round,
				classKey: after.as,
				taxonomyVersion: queue.taxonomy.version,
				ruleId,
				ruleVersion,
				sentence,
				byId: null,
				byName: null,
				voteIds: votes.map(({ id }) => id),
				at: after.at ?? new Date()
			},
			transaction
		);
	}
	await audit(
		null,
		{
			action: after.kind === 'retired' ? 'retire' : 'route',
			target: `candidate ${candidate.id}`,
			before: candidate.state.kind,
			after: { as: after.as, ruleId, ruleVersion }
		},
		transaction
	);
}
