import { Failure } from '#schema/failure.ts';
import type { CandidatePage, VotesShown } from '#schema/page.ts';
import type { CandidateList, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { findCandidate } from '../store/candidates.ts';
import { store, without } from '../store/client.ts';
import { commentsOnObject } from '../store/comments.ts';
import { isFavourite } from '../store/favourites.ts';
import { shownGenerations } from '../store/generations.ts';
import { findObject } from '../store/objects.ts';
import { findRun } from '../store/runs.ts';
import { findSourceOfObject } from '../store/sources.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { openMatches } from '../store/unsettled.ts';
import { voteHistory } from '../store/voteEvents.ts';
import { votesOnCandidate } from '../store/votes.ts';
import { candidateOrder, isSealed, nextTodo, type CandidateOrder } from './candidateOrder.ts';
import { cutoutsOf } from './cutouts.ts';
import { etaVPlane } from './etaVPlane.ts';
import { queueOrRefuse } from './queues.ts';
import { signedIn } from './signedIn.ts';

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
		candidateOrder(store(), { queue, userId: reader.id, list }),
		findRun(store(), queue.runId)
	]);
	if (!object) throw new Failure('NotFound', 'The object of this candidate is gone.');
	const [shown, votes, etaV] = await Promise.all([
		objectShown(reader, object.id),
		votesShown(queue, candidate.id, reader.id),
		etaVPlane(queue, order.all)
	]);
	return {
		queue,
		runName: run?.name ?? 'deleted run',
		isRunDeleted: run === null,
		candidate,
		object,
		...shown,
		votes,
		etaV,
		neighbours: neighboursOf(order, candidate.id),
		allowed: allowedTo(reader)
	};
}

/** The object a candidate is: what the labels of its page go to. */
export async function objectOfCandidate(user: User | null, candidateId: string): Promise<string> {
	signedIn(user);
	const candidate = await findCandidate(store(), candidateId);
	if (!candidate) throw new Failure('NotFound', 'This candidate is not in any queue (any more).');
	return candidate.objectId;
}

/** What belongs to the object, in whichever queue it is looked at. */
async function objectShown(reader: User, objectId: string) {
	const generations = await shownGenerations(store());
	const [found, tags, comments, favourite, unsettled] = await Promise.all([
		findSourceOfObject(store(), objectId, generations),
		tagsOfObjects(store(), [objectId]),
		commentsOnObject(store(), objectId),
		isFavourite(store(), reader.id, objectId),
		openMatches(store(), generations, [objectId])
	]);
	const source = found?.source ?? null;
	const lightCurve = found?.lightCurve ?? null;
	const runName = generations.find((shown) => shown.runId === source?.runId)?.runName;
	return {
		source,
		sourceRunName: runName ?? null,
		lightCurve,
		...(await cutoutsOf(lightCurve)),
		tags,
		comments,
		favourite,
		unsettled
	};
}

/** Votes as this person may see them: in a blind queue nothing of others' before an own one. */
async function votesShown(queue: Queue, candidateId: string, userId: string): Promise<VotesShown> {
	const [votes, history] = await Promise.all([
		votesOnCandidate(store(), candidateId, queue.round),
		voteHistory(store(), candidateId)
	]);
	const mine = votes.find((vote) => vote.userId === userId) ?? null;
	const others = votes.filter((vote) => vote.userId !== userId);
	if (isSealed(queue, mine)) {
		return {
			mine,
			others: null,
			othersCount: others.length,
			tally: null,
			history: history.filter((event) => event.userId === userId)
		};
	}
	const tally: Record<string, number> = {};
	for (const { classKey } of votes) tally[classKey] = (tally[classKey] ?? 0) + 1;
	return { mine, others, othersCount: others.length, tally, history };
}

function neighboursOf(order: CandidateOrder, candidateId: string): CandidatePage['neighbours'] {
	const here = order.all.findIndex((place) => place.id === candidateId);
	const before = order.all.slice(0, here).filter((place) => place.kept);
	const after = order.all.slice(here + 1).filter((place) => place.kept);
	const isKept = order.all[here]?.kept ?? false;
	return {
		previousId: before.at(-1)?.id ?? null,
		nextId: after.at(0)?.id ?? null,
		nextTodoId: nextTodo(order, here),
		position: isKept ? before.length + 1 : 0,
		total: before.length + after.length + (isKept ? 1 : 0)
	};
}

function allowedTo(reader: User): CandidatePage['allowed'] {
	return {
		vote: may(reader, 'vote'),
		tag: may(reader, 'tag'),
		comment: may(reader, 'comment'),
		annotate: may(reader, 'annotate'),
		settle: may(reader, 'settle'),
		favourite: may(reader, 'favourite')
	};
}
