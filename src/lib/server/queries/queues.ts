import type { Walk } from '#schema/api/paging.ts';
import { Failure } from '#schema/failure.ts';
import type { CandidateRow, QueuePage, QueueSummary } from '#schema/queuePage.ts';
import type { CandidateList, Queue, QueueProgress } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import {
	findCandidates,
	type CandidatePlace,
	type CandidateWithFacts
} from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { shownGenerations } from '../store/generations.ts';
import { findQueue, listAllQueues } from '../store/queues.ts';
import { listRuns } from '../store/runs.ts';
import { NO_CANDIDATES } from '../store/stateCounts.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { openMatches } from '../store/unsettled.ts';
import { listUsers } from '../store/users.ts';
import { queueCounts } from '../store/votes.ts';
import {
	candidateOrder,
	NO_VOTES,
	type CandidateOrder,
	type CandidateVotes
} from './candidateOrder.ts';
import { factsWithEvent, reasonsWithEvent } from './honeypotEvidence.ts';
import { hiddenRepeatsIn, opinionsFor } from './hiddenRepeats.ts';
import { madeFrom, peopleProgress, stateCounts } from './queueFacts.ts';
import { votesShownTo } from './revealed.ts';
import { isSealed, stateShown } from './sealing.ts';
import { serve } from './serving.ts';
import { signedIn } from './signedIn.ts';
import { statesShown } from './statesShown.ts';
import { BEGINNING, walked } from './walk.ts';

const PAGE_SIZE = 50;

/** Every queue with its progress, newest first. */
export async function listQueues(user: User | null): Promise<QueueSummary[]> {
	const reader = signedIn(user);
	const [queues, names] = await Promise.all([listAllQueues(store()), namesShown()]);
	const hidden = [...(await hiddenRepeatsIn(queues, reader.id)).keys()];
	const [states, counts] = await Promise.all([
		statesShown(queues, { userId: reader.id, hidden }),
		queueCounts(store(), queues, { userId: reader.id, hidden })
	]);
	const queueNames = new Map(queues.map(({ id, name }) => [id, name]));
	return queues.map((queue) => {
		const { live, routed, retired } = states.get(queue.id) ?? NO_CANDIDATES;
		return {
			queue,
			made: madeFrom(queue, names.runs, queueNames),
			states: { live, routed, retired },
			chairName: chairOf(queue, names.people),
			progress: {
				candidates: live + routed + retired,
				...(counts.get(queue.id) ?? { settled: 0, votes: 0, mine: 0 })
			}
		};
	});
}

/** One page of a queue's candidate table, as its URL asks. */
export async function queuePage(
	user: User | null,
	queueId: string,
	list: CandidateList,
	walk: Walk = BEGINNING
): Promise<QueuePage> {
	const reader = signedIn(user);
	const queue = await queueOrRefuse(queueId);
	const [order, names, opinions] = await Promise.all([
		candidateOrder(store(), { queue, reader, list }),
		namesShown(),
		opinionsFor(queue, reader.id)
	]);
	const { next } = await serve({ queue, reader, list, order });
	const kept = order.all.filter((place) => place.kept);
	const pages = Math.max(1, Math.ceil(kept.length / PAGE_SIZE));
	const page = Math.min(list.page, pages);
	const part = { ...walk, from: (page - 1) * PAGE_SIZE, size: PAGE_SIZE };
	const { rows: shown, next: last } = walked(walkable(order, walk), ({ id }) => id, part);
	const candidates = await findCandidates(
		store(),
		shown.map((place) => place.id)
	);
	return {
		queue,
		made: madeFrom(queue, names.runs, await originName(queue)),
		states: stateCounts(order.all.map((place) => placeShown(queue, place, order))),
		chairName: chairOf(queue, names.people),
		progress: progressOf(queue, order),
		people: peopleProgress(
			opinions,
			new Set(votesShownTo(reader.id, queue, order.all, opinions)),
			order.all
		),
		allowed: {
			change: may(reader, 'changeQueue', { ownerId: queue.createdBy }),
			create: may(reader, 'createQueue'),
			tag: may(reader, 'tag')
		},
		list: { ...list, page },
		rows: await rowsOf(queue, order, candidates),
		total: kept.length,
		pageSize: PAGE_SIZE,
		next: last === null ? null : String(last),
		nextTodoId: next?.candidateId ?? null
	};
}

/** Of those that the filter keeps also the one that was kept when it was passed: voting takes it off lists of what is to do. */
function walkable({ all }: CandidateOrder, { after }: Walk): CandidateOrder['all'] {
	return all.filter(({ id, kept }) => kept || id === after);
}

async function namesShown(): Promise<{ runs: Map<number, string>; people: Map<string, string> }> {
	const [runs, people] = await Promise.all([listRuns(store()), listUsers(store())]);
	return {
		runs: new Map(runs.map(({ id, name }) => [id, name])),
		people: new Map(people.map(({ id, displayName }) => [id, displayName]))
	};
}

function chairOf({ chairId }: Queue, people: ReadonlyMap<string, string>): string | null {
	return chairId === null ? null : (people.get(chairId) ?? 'a deleted account');
}

/** The name of the queue this one was made from, if it was made from one. */
async function originName({ origin }: Queue): Promise<Map<string, string>> {
	if (origin.kind !== 'disagreements') return new Map();
	const found = await findQueue(store(), origin.queueId);
	return new Map(found ? [[found.id, found.name]] : []);
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
		settled: all.filter(
			({ id, state }) =>
				state.kind === 'retired' || (votes.get(id) ?? NO_VOTES).count >= queue.opinionsWanted
		).length,
		votes: cast.reduce((sum, { count }) => sum + count, 0),
		mine: cast.filter(({ mine }) => mine !== null).length
	};
}

/** With the state that this reader may know of. */
function placeShown(queue: Queue, { id, state }: CandidatePlace, { votes }: CandidateOrder) {
	const { mine } = votes.get(id) ?? NO_VOTES;
	return { state: stateShown(state, isSealed(queue, state, mine)) };
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
		...rowShown(queue, candidate, order),
		tags: tags.get(candidate.objectId) ?? [],
		unsettled: doubtful.has(candidate.objectId)
	}));
}

/** As its page shows it: with its made event, where this reader is to meet one. */
function rowShown(queue: Queue, candidate: CandidateWithFacts, { votes, masks }: CandidateOrder) {
	const mask = masks.get(candidate.id);
	if (!mask) return rowOf(queue, candidate, votes.get(candidate.id) ?? NO_VOTES);
	const facts = factsWithEvent(candidate.facts, mask);
	const state = stateShown(candidate.state, true);
	return rowOf(queue, { ...reasonsWithEvent(candidate, mask), facts, state }, NO_VOTES);
}

function rowOf(
	queue: Queue,
	{ id, objectId, rank, score, reasons, facts, state }: CandidateWithFacts,
	{ count, tally, mine }: CandidateVotes
) {
	const shown = stateShown(state, isSealed(queue, state, mine));
	return {
		id,
		objectId,
		rank,
		score,
		reasons,
		...facts,
		state: { kind: shown.kind, as: shown.as },
		votes: count,
		mine,
		tally
	};
}
