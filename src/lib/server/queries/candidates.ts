import { Failure } from '#schema/failure.ts';
import type { CandidatePage } from '#schema/candidatePage.ts';
import type { HoneypotShown, Injection } from '#schema/honeypot.ts';
import type { Candidate, CandidateList, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { may, type Action } from '../auth/may.ts';
import { findCandidate } from '../store/candidates.ts';
import { store, without } from '../store/client.ts';
import { isFavourite } from '../store/favourites.ts';
import { isWatched } from '../store/watches.ts';
import { shownGenerations } from '../store/generations.ts';
import { leasesOfOthers } from '../store/leases.ts';
import { findObject } from '../store/objects.ts';
import { pairSettings } from '../store/pairSettings.ts';
import { findRun } from '../store/runs.ts';
import { findSourceOfObject } from '../store/sources.ts';
import { openMatches } from '../store/unsettled.ts';
import { ballotClosed } from './ballotClosed.ts';
import { candidateOrder, type CandidateOrder } from './candidateOrder.ts';
import { commentsOnCandidate } from './comments.ts';
import { candidateConsensus } from './consensus.ts';
import { cutoutsOf } from './cutouts.ts';
import { reasonsWithEvent, scoreWithEvent, withEvent } from './honeypotEvidence.ts';
import { honeypotShown } from './honeypots.ts';
import { interestsShown } from './interests.ts';
import { queueOrRefuse } from './queues.ts';
import { badAmong, countRetracted, retractionsShown } from './retractionsShown.ts';
import { stateShown } from './sealing.ts';
import { serve, type Served } from './serving.ts';
import { signedIn } from './signedIn.ts';
import { sourceScore } from './sourceScore.ts';
import { describedTags, tagProtocol } from './tags.ts';
import { votesBeforeAny, votesShown } from './votesShown.ts';

/** Everything the candidate page shows to this person. */
export async function candidatePage(
	user: User | null,
	queueId: string,
	candidateId: string,
	list: CandidateList
): Promise<CandidatePage> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const found = await findCandidate(store(), candidateId);
	if (found?.queueId !== queue.id) {
		throw new Failure('NotFound', 'This candidate is not in the queue (any more).');
	}
	const candidate = without(found, 'facts');
	const [object, order, run] = await Promise.all([
		findObject(store(), candidate.objectId),
		candidateOrder(store(), { queue, reader, list }),
		queue.runId === null ? null : findRun(store(), queue.runId)
	]);
	if (!object) throw new Failure('NotFound', 'The object of this candidate is gone.');
	const mask = order.masks.get(candidate.id) ?? null;
	const [shown, votes, comments, served, leases, honeypot] = await Promise.all([
		objectShown(reader, object.id, mask),
		mask
			? votesBeforeAny(queue)
			: votesShown(queue, candidate, { userId: reader.id, repeats: order.repeats }),
		commentsOnCandidate(reader, queue, candidate),
		serve({ queue, reader, list, order, hereId: candidate.id }),
		leasesOfOthers(store(), { queueId: queue.id, userId: reader.id }),
		honeypotShown(queue, candidate, reader)
	]);
	return {
		queue,
		runName: run?.name ?? 'deleted run',
		isRunDeleted: queue.runId !== null && run === null,
		candidate: candidateShown(candidate, { mask, isSealed: votes.others === null }),
		object,
		...shown,
		comments,
		votes,
		consensus: await consensusShown(queue, candidate, { mask, reader }),
		honeypot,
		interests: await interestsShown(reader, object.id),
		ballot: {
			closed: ballotClosed(queue, candidate.state, reader),
			because: served.hereBecause,
			lookedAtBy: (leases.get(candidate.id) ?? []).map(({ userName }) => userName)
		},
		neighbours: neighboursOf(order, candidate.id, served.next),
		allowed: allowedTo(reader, queue.chairId, honeypot)
	};
}

/** With what a made event would say of it, and without what votes on the light curve as it is have led to. */
function candidateShown(
	candidate: Candidate,
	{ mask, isSealed }: { mask: Injection | null; isSealed: boolean }
): Candidate {
	const shown = mask ? reasonsWithEvent(candidate, mask) : candidate;
	return { ...shown, state: stateShown(candidate.state, isSealed || mask !== null) };
}

async function consensusShown(
	queue: Queue,
	candidate: Candidate,
	{ mask, reader }: { mask: Injection | null; reader: User }
): Promise<CandidatePage['consensus']> {
	return mask ? null : candidateConsensus(queue, candidate, reader);
}

/** The object a candidate is: what the labels of its page go to. */
export async function objectOfCandidate(user: User | null, candidateId: string): Promise<string> {
	signedIn(user);
	const candidate = await findCandidate(store(), candidateId);
	if (!candidate) throw new Failure('NotFound', 'This candidate is not in any queue (any more).');
	return candidate.objectId;
}

/** What belongs to the object, in whichever queue it is looked at. */
async function objectShown(reader: User, objectId: string, mask: Injection | null) {
	const generations = await shownGenerations(store());
	const [found, tags, rules, favourite, unsettled] = await Promise.all([
		findSourceOfObject(store(), objectId, generations),
		describedTags('object', objectId),
		tagProtocol(),
		isFavourite(store(), reader.id, objectId),
		openMatches(store(), generations, [objectId])
	]);
	const shown =
		found && mask ? withEvent(found, mask, await pairSettings(store(), found.source.runId)) : found;
	const source = shown?.source ?? null;
	const lightCurve = shown?.lightCurve ?? null;
	const [stamps, retractions] = await Promise.all([
		cutoutsOf(lightCurve),
		retractionsShown(objectId, lightCurve)
	]);
	const left = countRetracted(retractions, badAmong(stamps.marks));
	const standing = source && (await sourceScore(source, left));
	const runName = generations.find(({ runId }) => runId === source?.runId)?.runName;
	return {
		source,
		sourceRunName: runName ?? null,
		score: standing && mask ? await scoreWithEvent(standing, mask) : standing,
		lightCurve,
		...stamps,
		retractions,
		tags,
		tagProtocol: rules,
		favourite,
		watching: await isWatched(store(), reader.id, objectId),
		unsettled
	};
}

function neighboursOf(
	order: CandidateOrder,
	candidateId: string,
	next: Served | null
): CandidatePage['neighbours'] {
	const here = order.all.findIndex((place) => place.id === candidateId);
	const before = order.all.slice(0, here).filter((place) => place.kept);
	const after = order.all.slice(here + 1).filter((place) => place.kept);
	const isKept = order.all[here]?.kept ?? false;
	return {
		previousId: before.at(-1)?.id ?? null,
		nextId: after.at(0)?.id ?? null,
		...toDo(next),
		position: isKept ? before.length + 1 : 0,
		total: before.length + after.length + Number(isKept)
	};
}

function toDo(next: Served | null) {
	return { nextTodoId: next?.candidateId ?? null, nextHeldBy: next?.heldBy ?? [] };
}

/** What labels the object waits for the vote in a queue with hidden tests. */
function allowedTo(
	reader: User,
	chairId: string | null,
	{ untilVote }: HoneypotShown
): CandidatePage['allowed'] {
	const mayLabel = (action: Action) => !untilVote && may(reader, action);
	return {
		vote: may(reader, 'vote'),
		chair: may(reader, 'chairQueue', { ownerId: chairId }),
		tag: mayLabel('tag'),
		comment: mayLabel('comment'),
		moderateComments: mayLabel('moderateComment'),
		annotate: mayLabel('annotate'),
		settle: may(reader, 'settle'),
		favourite: mayLabel('favourite'),
		watch: mayLabel('watch'),
		declareInterest: mayLabel('declareInterest')
	};
}
