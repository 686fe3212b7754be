import type { Candidate, CandidateState, Queue } from '#schema/queue.ts';
import { votable } from '#schema/taxonomy.ts';
import { classPosteriors } from '#science/consensus/classPosteriors.ts';
import { evaluateRules, type RuledAction } from '#science/consensus/evaluateRules.ts';
import { groupBy } from '#science/consensus/named.ts';
import { inTransaction, store } from '../store/client.ts';
import { findObjects } from '../store/objects.ts';
import { opinionsInQueue, type Opinion } from '../store/opinions.ts';
import { findQueue } from '../store/queues.ts';
import { putReopened, retiredWithScore } from '../store/retiredCandidates.ts';
import { endVerdict } from '../store/verdicts.ts';
import { givenVotes } from '../queries/givenVotes.ts';
import { audit } from './audit.ts';
import { notify } from './notifications/notify.ts';
import { announceVoting } from './votes/recordVote.ts';

/** What a run makes of an object now. */
interface Evidence {
	objectId: string;
	score: number;
}

interface Moved {
	candidate: Candidate;
	queue: Queue;
	/** Who voted in the round that retired it. */
	voters: string[];
	score: number;
	ruled: RuledAction;
}

/**
 * Opens retired candidates again, in whichever queue, whose queue has a rule for evidence that moved and whose object now
 * scores otherwise than when they were retired. Tells everyone who had voted on them. Gives the ids of those opened.
 */
export async function reopenOnEvidence(evidence: readonly Evidence[]): Promise<string[]> {
	const scores = new Map(evidence.map(({ objectId, score }) => [objectId, score]));
	const retired = await retiredWithScore(store(), [...scores.keys()]);
	const reopened: string[] = [];
	for (const [queueId, candidates] of groupBy(retired, (candidate) => candidate.queueId)) {
		const queue = await findQueue(store(), queueId);
		if (!queue?.rules.some(({ then }) => then.kind === 'reopen')) continue;
		const opinions = await opinionsInQueue(store(), queue);
		for (const moved of movedIn(queue, { candidates, opinions, scores })) {
			if (await reopen(moved)) reopened.push(moved.candidate.id);
		}
	}
	return reopened;
}

function movedIn(
	queue: Queue,
	{
		candidates,
		opinions,
		scores
	}: {
		candidates: readonly Candidate[];
		opinions: readonly Opinion[];
		scores: ReadonlyMap<string, number>;
	}
): Moved[] {
	const classes = votable(queue.taxonomy).map(({ key }) => key);
	const { items } = classPosteriors(givenVotes(queue, opinions), classes);
	const votesOn = groupBy(opinions, ({ candidateId }) => candidateId);
	return candidates.flatMap((candidate) => {
		const score = scores.get(candidate.objectId);
		const { scoreThen, round } = candidate.state;
		if (score === undefined || scoreThen === null) return [];
		const votes = (votesOn.get(candidate.id) ?? []).filter((vote) => vote.round === round);
		const ruled = evaluateRules(queue.rules, {
			retired: true,
			votes: votes.map(({ countsAs, blind }) => ({ label: countsAs, blind })),
			classes,
			posterior: items.get(candidate.id)?.posterior ?? null,
			scoreChange: score - scoreThen
		});
		if (ruled?.action.kind !== 'reopen') return [];
		const voters = [...new Set(votes.map(({ userId }) => userId))];
		return [{ candidate, queue, voters, score, ruled }];
	});
}

async function reopen({ candidate, queue, voters, score, ruled }: Moved): Promise<boolean> {
	const { ruleId, ruleVersion, sentence } = ruled;
	const at = new Date();
	const state: CandidateState = {
		...candidate.state,
		kind: 'live',
		as: null,
		because: { ruleId, ruleVersion, sentence },
		byId: null,
		at,
		scoreThen: null
	};
	const done = await inTransaction(store(), async (transaction) => {
		if (!(await putReopened(store(), { candidate, state, score }, transaction))) return false;
		const ended = { at, byId: null, byName: null, because: sentence };
		await endVerdict(store(), candidate.id, ended, transaction);
		await audit(
			null,
			{
				action: 'reopen',
				target: `candidate ${candidate.id}`,
				before: { kind: 'retired', as: candidate.state.as, score: candidate.state.scoreThen },
				after: { ruleId, ruleVersion, score }
			},
			transaction
		);
		return true;
	});
	if (!done) return false;
	const { objectId, queueId } = candidate;
	await announceVoting(null, 'verdict', { objectId, queueId });
	const object = (await findObjects(store(), [objectId])).get(objectId);
	await notify(
		voters.map((userId) => ({
			userId,
			kind: 'reopened' as const,
			title: `${object?.name ?? 'A candidate'} is open again in ${queue.name}`,
			// The score alone: it tells nothing of votes that may be sealed from this person.
			text: `Its score was ${figure(candidate.state.scoreThen)} when it was retired and is ${figure(score)} now.`,
			href: `/queues/${queueId}/${candidate.id}`,
			key: `reopened ${candidate.id} ${at.getTime()}`
		}))
	);
	return true;
}

function figure(score: number | null): string {
	return score === null ? 'not known' : String(Number(score.toPrecision(4)));
}
