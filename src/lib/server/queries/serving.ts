import type { CandidateList, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { heldBack } from '#science/consensus/heldBack.ts';
import { isVoter } from '../auth/voters.ts';
import { store } from '../store/client.ts';
import { leasesOfOthers } from '../store/leases.ts';
import { drawSecret } from '../store/settings.ts';
import { lastSkips } from '../store/voteEvents.ts';
import { NO_VOTES, type CandidateOrder } from './candidateOrder.ts';
import { hasRepeats } from './hiddenRepeats.ts';
import { DRAWN, orderOfWork } from './orderOfWork.ts';

/** A candidate that somebody is to look at. */
export interface Served {
	candidateId: string;
	/** `Next because …` */
	because: string;
	/** Who else has it open now, when there was nothing else left. */
	heldBy: string[];
}

/**
 * Serving: what the list's filter keeps, this person has not voted on and is not retired. Candidates that others have open
 * come after those that nobody has, unless the queue wants both to look; those this person skipped come last of all.
 */
interface Asked {
	queue: Queue;
	reader: User;
	list: CandidateList;
	order: CandidateOrder;
	/** Candidate that is open now: its successor is asked for. */
	hereId?: string;
}

/** What comes next, and why the one that is open now was its turn; null when it is none to vote on. */
export async function serve(
	asked: Asked
): Promise<{ next: Served | null; hereBecause: string | null }> {
	const { queue, reader, order, hereId } = asked;
	if (!takesVotes(queue, reader)) return { next: null, hereBecause: null };
	const waiting = await inOrderOfServing(asked);
	const hereBecause = waiting.find(({ id }) => id === hereId)?.because ?? null;
	const [leases, skips] = await Promise.all([
		leasesOfOthers(store(), { queueId: queue.id, userId: reader.id }),
		lastSkips(store(), { queueId: queue.id, userId: reader.id })
	]);
	const rounds = new Map(order.all.map(({ id, state }) => [id, state.round]));
	const passed = [...order.repeats.values()].flatMap(({ candidateId, skipped }) =>
		skipped ? [{ candidateId, round: 1, at: skipped.at }] : []
	);
	const skippedAt = new Map(
		[...skips, ...passed]
			.filter(({ candidateId, round }) => rounds.get(candidateId) === round)
			.map(({ candidateId, at }) => [candidateId, at.getTime()])
	);
	const others = waiting
		.filter(({ id }) => id !== hereId)
		.map((place) => {
			const heldBy = queue.overlap ? [] : (leases.get(place.id) ?? []);
			return { ...place, heldBy, skippedAt: skippedAt.get(place.id) ?? 0 };
		});
	// Sorting is stable: what is alike keeps the order of serving.
	others.sort(
		(a, b) => a.skippedAt - b.skippedAt || Number(a.heldBy.length > 0) - Number(b.heldBy.length > 0)
	);
	const first = others.at(0);
	if (!first) return { next: null, hereBecause };
	const heldBy = first.heldBy.map(({ userName }) => userName);
	return { next: { candidateId: first.id, because: first.because, heldBy }, hereBecause };
}

function takesVotes(queue: Queue, reader: User): boolean {
	return isVoter(queue, reader) && (queue.deadline === null || queue.deadline > new Date());
}

/**
 * A list sorted by its reader is followed as it stands; otherwise the queue's own order of work is. Where there are repeats, some
 * of what is walked through in order is held back, or a step back would be one to a repeat.
 */
async function inOrderOfServing(asked: Asked): Promise<Waiting[]> {
	const { queue, reader, list, order, hereId } = asked;
	const isPlain = list.sort === 'rank' && list.order === 'asc';
	const waiting = await inOrder(asked, isPlain);
	const isWalk = !isPlain || queue.workOrder === 'rank' || queue.workOrder === 'newest';
	if (!isWalk || !hasRepeats(queue)) return waiting;
	const mine = [...order.votes.values()].filter((votes) => votes.mine !== null);
	// What is open now is as good as done, so that a vote on it does not change what comes next.
	const isHereToDo = waiting.some(({ id }) => id === hereId);
	return heldBack(waiting, {
		seed: `${await drawSecret(store())}/${queue.id}/${reader.id}`,
		share: queue.repeatShare / 100,
		done: mine.length + Number(isHereToDo),
		isBack: (id) => order.repeats.has(id)
	}).map(({ entry, drawn }) => (drawn ? { ...entry, because: DRAWN } : entry));
}

interface Waiting {
	id: string;
	because: string;
}

async function inOrder(
	{ queue, reader, order, hereId }: Asked,
	isPlain: boolean
): Promise<Waiting[]> {
	const todo = order.all.filter(
		({ id, kept, state }) =>
			kept && state.kind !== 'retired' && (order.votes.get(id) ?? NO_VOTES).mine === null
	);
	if (isPlain && queue.workOrder !== 'rank') {
		const places = await orderOfWork(store(), { queue, userId: reader.id, places: todo });
		const here = places.findIndex(({ id }) => id === hereId);
		return rotated(places, here + 1).map(({ id, reason }) => ({ id, because: reason }));
	}
	// On from where the list is open, and round to its beginning.
	const here = order.all.findIndex(({ id }) => id === hereId);
	const behind = new Set(order.all.slice(0, here + 1).map(({ id }) => id));
	const start = todo.findIndex(({ id }) => !behind.has(id));
	return rotated(todo, Math.max(0, start)).map(({ id, rank }) => ({
		id,
		because: isPlain
			? `Next because it is number ${rank} of the queue.`
			: 'Next because your list is sorted so.'
	}));
}

function rotated<T>(entries: readonly T[], start: number): T[] {
	return [...entries.slice(start), ...entries.slice(0, start)];
}
