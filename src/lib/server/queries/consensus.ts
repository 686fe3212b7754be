import type { AgreementPage, CandidateConsensus } from '#schema/consensus.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import { countedAs, votable } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import { namesNoClass } from '#schema/vote.ts';
import { classPosteriors, type ClassPosteriors } from '#science/consensus/classPosteriors.ts';
import { fileName } from '../files/fileName.ts';
import { candidatePlaces, candidatesOfQueue } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { ballotKey, lastBlindAnswers, type Opinion } from '../store/opinions.ts';
import { candidateConsensusOf, disputedCandidates } from './consensus/candidates.ts';
import { statisticsOf } from './consensus/statistics.ts';
import { givenVotes } from './givenVotes.ts';
import { opinionsFor } from './hiddenRepeats.ts';
import { queueOrRefuse } from './queues.ts';
import { Remembered } from './remembered.ts';
import { votesShownTo } from './revealed.ts';
import { signedIn } from './signedIn.ts';

const MOST_DISPUTED = 50;

/**
 * Agreement in a queue, made only of candidates whose votes this person may see.
 * @param countInSight Counts also votes given in sight of others', which agree too well
 */
export async function agreementPage(
	user: User | null,
	queueId: string,
	{ countInSight }: { countInSight: boolean }
): Promise<AgreementPage> {
	const { queue, candidates, opinions, visible, standing, counted, readerId } = await votesFor(
		user,
		queueId,
		countInSight
	);
	const statistics = await pages.get(
		{ queue, opinions: visible, key: `${readerId} ${countInSight}` },
		() => statisticsOf(queue, { visible, counted })
	);
	const classes = votable(queue.taxonomy).map(({ key }) => key);
	const posteriors = await posteriorsOf(queue, visible, readerId);
	return {
		queue,
		counts: {
			candidates: candidates.length,
			votedOn: new Set(opinions.map(({ candidateId }) => candidateId)).size,
			visible: new Set(visible.map(({ candidateId }) => candidateId)).size,
			standing: standing.length,
			counted: counted.length,
			blind: standing.filter(({ blind }) => blind).length,
			inSight: standing.filter(({ blind }) => !blind).length,
			noClass: visible.length - standing.length,
			people: new Set(counted.map(({ userId }) => userId)).size,
			withTwo: statistics.withTwo
		},
		countInSight,
		lastVoteAt: visible.at(-1)?.updatedAt ?? null,
		missing: missing(queue, { visible, votes: opinions.length, standing, counted, statistics }),
		...statistics,
		notes: notesOn({ standing, counted, countInSight }),
		disputed: disputedCandidates(candidates, visible, { classes, posteriors }).slice(
			0,
			MOST_DISPUTED
		)
	};
}

/** The counted votes as the command line's `consensus` reads them. */
export async function votesFile(
	user: User | null,
	queueId: string,
	{ countInSight }: { countInSight: boolean }
): Promise<{ bytes: Uint8Array<ArrayBuffer>; contentType: string; name: string }> {
	const { queue, counted } = await votesFor(user, queueId, countInSight);
	const lines = counted.map(({ candidateId, userId, countsAs, blind, confidence, updatedAt }) =>
		[candidateId, userId, countsAs, blind, confidence, updatedAt.toISOString()].join(',')
	);
	const text = ['item,person,label,blind,confidence,time', ...lines, ''].join('\r\n');
	return {
		bytes: new TextEncoder().encode(text),
		contentType: 'text/csv; charset=utf-8; header=present',
		name: `${fileName(queue.name)}-votes.csv`
	};
}

/** What is known of a candidate's class; null while its votes are sealed from this person, or none names a class. */
export async function candidateConsensus(
	queue: Queue,
	candidate: Pick<Candidate, 'id'>,
	reader: Pick<User, 'id'>
): Promise<CandidateConsensus | null> {
	const [candidates, opinions] = await Promise.all([
		candidatePlaces(store(), queue.id, { sort: 'rank', order: 'asc' }),
		opinionsFor(queue, reader.id)
	]);
	// How good people are is learnt from what this person may see, like everything else on the page.
	const visible = votesShownTo(reader.id, queue, candidates, opinions);
	const { items } = await posteriorsOf(queue, visible, reader.id);
	return candidateConsensusOf(
		visible.filter(({ candidateId }) => candidateId === candidate.id),
		items.get(candidate.id),
		votable(queue.taxonomy).map(({ key }) => key)
	);
}

/** A queue's votes as this person may see them, and those that the statistics count: one per person and candidate. */
async function votesFor(user: User | null, queueId: string, countInSight: boolean) {
	const { id: readerId } = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const [candidates, opinions] = await Promise.all([
		candidatesOfQueue(store(), queue.id),
		opinionsFor(queue, readerId)
	]);
	const visible = votesShownTo(readerId, queue, candidates, opinions);
	const standing = visible.filter(({ classKey }) => !namesNoClass(classKey));
	const counted = onePerPerson(countInSight ? standing : await independent(queue, standing));
	return { queue, candidates, opinions, visible, standing, counted, readerId };
}

/** A person who voted in two rounds is one opinion: the last that counts. */
function onePerPerson(counted: readonly Opinion[]): Opinion[] {
	const last = new Map(
		counted.map((vote) => [`${vote.candidateId} ${vote.userId}`, vote] as const)
	);
	const kept = new Set(last.values());
	return counted.filter((vote) => kept.has(vote));
}

/** Some people's pages of some queues: the statistics are the same until somebody votes. */
const pages = new Remembered<Awaited<ReturnType<typeof statisticsOf>>>(40);

/** Larger than a page of statistics: a few numbers for every vote. */
const posteriors = new Remembered<ClassPosteriors>(12);

function posteriorsOf(
	queue: Queue,
	visible: readonly Opinion[],
	readerId: string
): Promise<ClassPosteriors> {
	// In an open queue everybody sees the same votes.
	const key = queue.sealing === 'open' ? '' : readerId;
	return posteriors.get({ queue, opinions: visible, key }, () => {
		const classes = votable(queue.taxonomy).map((c) => c.key);
		return Promise.resolve(classPosteriors(givenVotes(queue, visible), classes));
	});
}

/**
 * Each person's blind answer: the standing vote, or what they had said before they saw the others' and changed it. Leaving
 * those who changed their minds out would leave agreement among the rest.
 */
async function independent(queue: Queue, standing: readonly Opinion[]): Promise<Opinion[]> {
	const changed = standing.filter(({ blind }) => !blind);
	const before =
		queue.sealing === 'open' || changed.length === 0
			? null
			: await lastBlindAnswers(
					store(),
					changed.map(({ candidateId }) => candidateId)
				);
	return standing.flatMap((vote) => {
		if (vote.blind) return [vote];
		const answer = before?.get(ballotKey(vote));
		if (!answer || namesNoClass(answer.classKey)) return [];
		const { classKey, confidence, at } = answer;
		const countsAs = countedAs(queue.taxonomy, classKey);
		return [{ ...vote, classKey, countsAs, confidence, updatedAt: at, blind: true }];
	});
}

function missing(
	queue: Queue,
	{
		votes,
		visible,
		standing,
		counted,
		statistics
	}: {
		votes: number;
		visible: Opinion[];
		standing: Opinion[];
		counted: Opinion[];
		statistics: { withTwo: number };
	}
): string | null {
	if (statistics.withTwo > 0) return null;
	if (votes === 0) return 'Nobody has voted in this queue yet.';
	if (visible.length === 0) return SEALED[queue.sealing];
	if (standing.length === 0) return 'Nobody has voted for a class on what you may see.';
	if (counted.length === 0)
		return 'Every vote was given in sight of others’, so that none is independent. Count them all the same to see how they agree.';
	return 'Two people must have voted on the same candidate, each without sight of the other’s vote.';
}

const SEALED: Record<Queue['sealing'], string> = {
	open: 'The candidates that had votes are no longer in this queue.',
	blind:
		'Votes on a candidate show once you have voted on it yourself, and you have not voted here yet.',
	quorum:
		'Votes on a candidate show once as many people have voted as the queue wants, and none is so far yet.',
	chair: 'Votes show once the chair reveals them, and none are revealed yet.'
};

function notesOn({
	standing,
	counted,
	countInSight
}: {
	standing: readonly Opinion[];
	counted: readonly Opinion[];
	countInSight: boolean;
}): string[] {
	const inSight = standing.filter(({ blind }) => !blind).length;
	if (inSight === 0) return [];
	const votes = `${inSight} of ${standing.length} votes were given in sight of others’`;
	if (countInSight) return [`${votes} and count all the same: agreement comes out too high.`];
	const before = counted.length - (standing.length - inSight);
	const kept = before > 0 ? ` For ${before} of them the blind answer given before counts.` : '';
	return [`${votes} and do not count: only blind votes are independent.${kept}`];
}
