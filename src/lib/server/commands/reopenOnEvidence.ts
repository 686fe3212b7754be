import type { Candidate, CandidateState, Queue } from '#schema/queue.ts';
import { votable } from '#schema/taxonomy.ts';
import { classPosteriors } from '#science/consensus/classPosteriors.ts';
import { evaluateRules, type RuledAction } from '#science/consensus/evaluateRules.ts';
import { groupBy } from '#science/consensus/named.ts';
import { inTransaction, store } from '../store/client.ts';
import { findEseScores } from '../store/eseScores.ts';
import { shownGenerations } from '../store/generations.ts';
import { findObjects } from '../store/objects.ts';
import { latestSourcesOfObjects } from '../store/objectSources.ts';
import { opinionsInQueue, type Opinion } from '../store/opinions.ts';
import { findQueue } from '../store/queues.ts';
import { putReopened, retiredWithEseScore, retiredWithScore } from '../store/retiredCandidates.ts';
import { shownScores } from '../store/scorings.ts';
import { endVerdict } from '../store/verdicts.ts';
import { givenVotes } from '../queries/givenVotes.ts';
import { audit } from './audit.ts';
import { notify } from './notifications/notify.ts';
import { announceVoting } from './votes/recordVote.ts';

/** What a run makes of an object now: how conspicuous it is. */
interface Evidence {
	objectId: string;
	score: number;
}

/** A number that was known when a candidate was retired, and what it is now. */
interface Change {
	of: 'score' | 'eseScore';
	then: number;
	now: number;
}

interface Moved {
	candidate: Candidate;
	queue: Queue;
	/** Who voted in the round that retired it. */
	voters: string[];
	change: Change;
	ruled: RuledAction;
}

/**
 * Opens retired candidates again, in whichever queue, whose queue has a rule for evidence that moved and whose object is now more or
 * less conspicuous than when they were retired: those that had no ESE probability to go by. Tells everyone who had voted on them.
 * Gives the ids of those opened.
 */
export async function reopenOnEvidence(evidence: readonly Evidence[]): Promise<string[]> {
	const scores = new Map(evidence.map(({ objectId, score }) => [objectId, score]));
	const retired = await retiredWithScore(store(), [...scores.keys()]);
	return reopenMoved(retired, ({ objectId, state: { scoreThen: then } }) => {
		const now = scores.get(objectId);
		return then === null || now === undefined ? null : { of: 'score', then, now };
	});
}

/** The same for those that had an ESE probability when they were retired, by what this run, once scored, makes of it. */
export async function reopenOnScores(runId: number): Promise<string[]> {
	const retired = await retiredWithEseScore(store());
	const scores = await scoresInRun(
		runId,
		retired.map(({ objectId }) => objectId)
	);
	return reopenMoved(retired, ({ objectId, state: { eseThen } }) => {
		const now = scores.get(objectId) ?? NaN;
		const then = eseThen ?? NaN;
		return Number.isFinite(now - then) ? { of: 'eseScore', then, now } : null;
	});
}

/** By object, of those that this run is the latest to show. */
async function scoresInRun(runId: number, objectIds: string[]): Promise<Map<string, number>> {
	const generations = await shownGenerations(store());
	const own = generations.find((generation) => generation.runId === runId);
	const shown = own && (await shownScores(store(), own));
	if (!own || !shown) return new Map();
	const sources = [...(await latestSourcesOfObjects(store(), objectIds, generations))].filter(
		([, source]) => source.runId === runId
	);
	const ids = sources.map(([, { id }]) => id);
	const scores = await findEseScores(store(), ids, shown);
	return new Map(sources.map(([objectId, { id }]) => [objectId, scores.get(id)?.eseScore ?? NaN]));
}

type ChangeOf = (candidate: Candidate) => Change | null;

async function reopenMoved(retired: readonly Candidate[], changeOf: ChangeOf): Promise<string[]> {
	const reopened: string[] = [];
	for (const [queueId, candidates] of groupBy(retired, (candidate) => candidate.queueId)) {
		const queue = await findQueue(store(), queueId);
		if (!queue?.rules.some(({ then }) => then.kind === 'reopen')) continue;
		const opinions = await opinionsInQueue(store(), queue);
		for (const moved of movedIn(queue, { candidates, opinions, changeOf })) {
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
		changeOf
	}: {
		candidates: readonly Candidate[];
		opinions: readonly Opinion[];
		changeOf: ChangeOf;
	}
): Moved[] {
	const classes = votable(queue.taxonomy).map(({ key }) => key);
	const { items } = classPosteriors(givenVotes(queue, opinions), classes);
	const votesOn = groupBy(opinions, ({ candidateId }) => candidateId);
	return candidates.flatMap((candidate) => {
		const change = changeOf(candidate);
		if (change === null) return [];
		const { round } = candidate.state;
		const votes = (votesOn.get(candidate.id) ?? []).filter((vote) => vote.round === round);
		const ruled = evaluateRules(queue.rules, {
			retired: true,
			votes: votes.map(({ countsAs, blind }) => ({ label: countsAs, blind })),
			classes,
			posterior: items.get(candidate.id)?.posterior ?? null,
			...ruledChange(change)
		});
		if (ruled?.action.kind !== 'reopen') return [];
		const voters = [...new Set(votes.map(({ userId }) => userId))];
		return [{ candidate, queue, voters, change, ruled }];
	});
}

/** Bounds are of the ranking's score, and of the probability in per cent. */
function ruledChange({ of, then, now }: Change): { scoreChange: number; scoreName?: string } {
	if (of === 'score') return { scoreChange: now - then };
	return { scoreChange: 100 * (now - then), scoreName: 'its ESE probability, in per cent,' };
}

async function reopen({ candidate, queue, voters, change, ruled }: Moved): Promise<boolean> {
	const { ruleId, ruleVersion, sentence } = ruled;
	const at = new Date();
	const state: CandidateState = {
		...candidate.state,
		kind: 'live',
		as: null,
		because: { ruleId, ruleVersion, sentence },
		byId: null,
		at,
		scoreThen: null,
		eseThen: null
	};
	const moved = { [change.of]: change.now };
	const done = await inTransaction(store(), async (transaction) => {
		if (!(await putReopened(store(), { candidate, state, moved }, transaction))) return false;
		const ended = { at, byId: null, byName: null, because: sentence };
		await endVerdict(store(), candidate.id, ended, transaction);
		await audit(
			null,
			{
				action: 'reopen',
				target: `candidate ${candidate.id}`,
				before: { kind: 'retired', as: candidate.state.as, [change.of]: change.then },
				after: { ruleId, ruleVersion, ...moved }
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
			text: changeSentence(change),
			href: `/queues/${queueId}/${candidate.id}`,
			key: `reopened ${candidate.id} ${at.getTime()}`
		}))
	);
	return true;
}

function changeSentence({ of, then, now }: Change): string {
	const [name, was, is] =
		of === 'score'
			? ['score', figure(then), figure(now)]
			: ['ESE probability', `${figure(100 * then)} %`, `${figure(100 * now)} %`];
	return `Its ${name} was ${was} when it was retired and is ${is} now.`;
}

function figure(score: number): string {
	return String(Number(score.toPrecision(4)));
}
