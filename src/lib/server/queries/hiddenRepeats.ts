import type { CandidateState, Queue } from '#schema/queue.ts';
import type { Repeat } from '#schema/repeat.ts';
import type { Vote } from '#schema/vote.ts';
import { candidatesAmong } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { answersInQueue } from '../store/honeypots.ts';
import { opinionsInQueue, type Opinion } from '../store/opinions.ts';
import { repeatsFor } from '../store/repeats.ts';
import { shownInSessions } from '../store/sessionEvents.ts';
import { findVote, type Ballot } from '../store/votes.ts';

/** Repeats that a person has to answer still, by candidate. */
export type HiddenRepeats = ReadonlyMap<string, Repeat>;

const NONE: HiddenRepeats = new Map();

type Repeating = Pick<Queue, 'id' | 'repeatShare' | 'sealing' | 'deadline'>;

/**
 * The candidates of a queue that this person is to vote on once more. In all that is read for them, and for nobody else, their
 * vote on these is not there: what they get is what they got before they voted. Once everybody is shown how a candidate was
 * voted on it is a repeat no more.
 */
export async function hiddenRepeats(
	queue: Repeating,
	userId: string,
	now = new Date()
): Promise<HiddenRepeats> {
	if (!hasRepeats(queue, now)) return NONE;
	const planted = await repeatsFor(store(), { queueId: queue.id, userId });
	if (planted.length === 0) return NONE;
	const objectIds = planted.map(({ objectId }) => objectId);
	const [candidates, answers, discussed] = await Promise.all([
		candidatesAmong(store(), queue.id, objectIds),
		answersInQueue(store(), queue.id),
		shownInSessions(store(), queue.id)
	]);
	const answered = new Set(
		answers.filter((answer) => answer.userId === userId).map(({ objectId }) => objectId)
	);
	const open = new Set(candidates.filter(({ state }) => isUndecided(state)).map(({ id }) => id));
	return new Map(
		planted.flatMap((repeat) => {
			const { candidateId, objectId } = repeat;
			const isHidden =
				open.has(candidateId) && !answered.has(objectId) && !discussed.has(candidateId);
			return isHidden ? [[candidateId, repeat] as const] : [];
		})
	);
}

/** The same of several queues together. */
export async function hiddenRepeatsIn(
	queues: readonly Repeating[],
	userId: string
): Promise<HiddenRepeats> {
	const ofQueues = await Promise.all(queues.map((queue) => hiddenRepeats(queue, userId)));
	return new Map(ofQueues.flatMap((repeats) => [...repeats]));
}

/** In an open queue everybody sees what was said: a second look there would measure nothing. */
export function hasRepeats(
	{ repeatShare, sealing, deadline }: Omit<Repeating, 'id'>,
	now = new Date()
): boolean {
	return repeatShare > 0 && sealing !== 'open' && (deadline === null || deadline > now);
}

/** In its first round, and nothing was revealed of it to everybody. */
export function isUndecided({ kind, round, revealedAt }: CandidateState): boolean {
	return kind !== 'retired' && round === 1 && revealedAt === null;
}

/** Of votes or events, those that this person may know of. */
export function withoutRepeats<V extends { candidateId: string; userId: string }>(
	votes: V[],
	userId: string,
	repeats: HiddenRepeats
): V[] {
	if (repeats.size === 0) return votes;
	return votes.filter((vote) => vote.userId !== userId || !repeats.has(vote.candidateId));
}

/** Every live vote of a queue as this person may know of it, in the order of casting; what is sealed is still among them. */
export async function opinionsFor(
	queue: Repeating & Pick<Queue, 'taxonomy'>,
	userId: string
): Promise<Opinion[]> {
	const [opinions, repeats] = await Promise.all([
		opinionsInQueue(store(), queue),
		hiddenRepeats(queue, userId)
	]);
	return withoutRepeats(opinions, userId, repeats);
}

/** This person's own vote, as far as they are to know of it. */
export async function ownVote(queue: Repeating, ballot: Ballot): Promise<Vote | null> {
	const vote = await findVote(store(), ballot);
	if (!vote) return null;
	return (await hiddenRepeats(queue, ballot.userId)).has(ballot.candidateId) ? null : vote;
}
