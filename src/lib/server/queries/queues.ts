import { Failure } from '#schema/failure.ts';
import type { CandidateRow, QueuePage, QueueSummary } from '#schema/page.ts';
import type { CandidateList, Queue, QueueProgress } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { countCandidates, findCandidates, type CandidateWithFacts } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { shownGenerations } from '../store/generations.ts';
import { findQueue, listAllQueues } from '../store/queues.ts';
import { listRuns } from '../store/runs.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { openMatches } from '../store/unsettled.ts';
import { queueCounts } from '../store/votes.ts';
import {
	candidateOrder,
	isSealed,
	nextTodo,
	NO_VOTES,
	type CandidateOrder,
	type CandidateVotes
} from './candidateOrder.ts';
import { signedIn } from './signedIn.ts';

const PAGE_SIZE = 50;

/** Every queue with its progress, newest first. */
export async function listQueues(user: User | null): Promise<QueueSummary[]> {
	const reader = signedIn(user);
	const [queues, runs] = await Promise.all([listAllQueues(store()), listRuns(store())]);
	const ids = queues.map((queue) => queue.id);
	const [candidates, counts] = await Promise.all([
		countCandidates(store(), ids),
		queueCounts(store(), queues, reader.id)
	]);
	const runNames = new Map(runs.map((run) => [run.id, run.name]));
	return queues.map((queue) => ({
		queue,
		runName: runNames.get(queue.runId) ?? 'deleted run',
		progress: {
			candidates: candidates.get(queue.id) ?? 0,
			...(counts.get(queue.id) ?? { settled: 0, votes: 0, mine: 0 })
		}
	}));
}

/** One page of a queue's candidate table, as its URL asks. */
export async function queuePage(
	user: User | null,
	queueId: string,
	list: CandidateList
): Promise<QueuePage> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const [order, runs] = await Promise.all([
		candidateOrder(store(), { queue, userId: reader.id, list }),
		listRuns(store())
	]);
	const kept = order.all.filter((place) => place.kept);
	const pages = Math.max(1, Math.ceil(kept.length / PAGE_SIZE));
	const page = Math.min(list.page, pages);
	const shown = kept.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
	const candidates = await findCandidates(
		store(),
		shown.map((place) => place.id)
	);
	return {
		queue,
		runName: runs.find((run) => run.id === queue.runId)?.name ?? 'deleted run',
		progress: progressOf(queue, order),
		list: { ...list, page },
		rows: await rowsOf(queue, order, candidates),
		total: kept.length,
		pageSize: PAGE_SIZE,
		nextTodoId: nextTodo(order, -1)
	};
}

export async function queueOrRefuse(queueId: string): Promise<Queue> {
	const queue = await findQueue(store(), queueId);
	if (!queue) throw new Failure('NotFound', 'This queue does not exist.');
	return queue;
}

function progressOf(queue: Queue, { all, votes }: CandidateOrder): QueueProgress {
	const cast = all.flatMap((place) => votes.get(place.id) ?? []);
	return {
		candidates: all.length,
		settled: cast.filter(({ count }) => count >= queue.opinionsWanted).length,
		votes: cast.reduce((sum, { count }) => sum + count, 0),
		mine: cast.filter(({ mine }) => mine !== null).length
	};
}

async function rowsOf(
	queue: Queue,
	order: CandidateOrder,
	candidates: CandidateWithFacts[]
): Promise<CandidateRow[]> {
	const objectIds = candidates.map((candidate) => candidate.objectId);
	const [applications, matches] = await Promise.all([
		tagsOfObjects(store(), objectIds),
		shownGenerations(store()).then((shown) => openMatches(store(), shown, objectIds))
	]);
	const tags = new Map<string, string[]>();
	for (const { objectId, tag } of applications) {
		tags.set(objectId, [...(tags.get(objectId) ?? []), tag]);
	}
	const doubtful = new Set(matches.flatMap((match) => match.objectIds));
	return candidates.map((candidate) => ({
		...rowOf(queue, candidate, order.votes.get(candidate.id) ?? NO_VOTES),
		tags: tags.get(candidate.objectId) ?? [],
		unsettled: doubtful.has(candidate.objectId)
	}));
}

function rowOf(
	queue: Queue,
	{ id, objectId, rank, score, reasons, facts }: CandidateWithFacts,
	{ count, tally, mine }: CandidateVotes
) {
	return {
		id,
		objectId,
		rank,
		score,
		reasons,
		...facts,
		votes: count,
		mine,
		tally: isSealed(queue, mine) ? null : tally
	};
}
