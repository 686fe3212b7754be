import { createHash } from 'node:crypto';
import { isComparison } from '#schema/comparison.ts';
import type { Candidate, CandidateState, Queue } from '#schema/queue.ts';
import type { HoneypotAnswer, HoneypotReveal, HoneypotShown, Injection } from '#schema/honeypot.ts';
import type { User } from '#schema/user.ts';
import { countedAs } from '#schema/taxonomy.ts';
import { may } from '../auth/may.ts';
import { candidatesAmong, findCandidate } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { answersInQueue, findHoneypotAnswer, injectionsOfQueue } from '../store/honeypots.ts';
import { findQueue } from '../store/queues.ts';
import { shownInSessions } from '../store/sessionEvents.ts';
import { everVotedOn, lastVotedAt } from '../store/voteEvents.ts';
import { ballotClosed } from './ballotClosed.ts';
import { hasRepeats, hiddenRepeats, isUndecided } from './hiddenRepeats.ts';

/** The made events that a person is shown now, by candidate. */
export type Masks = ReadonlyMap<string, Injection>;

export const NO_MASKS: Masks = new Map();

/**
 * The made events in a queue that this person has to meet still. A candidate of which others' votes were revealed, that went on
 * to another round or was looked at in a session is shown to everybody as it is.
 */
export async function masksFor(queue: Queue, reader: User): Promise<Masks> {
	if (queue.testShare === 0 || !may(reader, 'vote')) return NO_MASKS;
	const injections = (await injectionsOfQueue(store(), queue.id)).filter(({ seed }) =>
		isShownTo(seed, reader.id)
	);
	if (injections.length === 0) return NO_MASKS;
	const byObject = new Map(injections.map((injection) => [injection.objectId, injection]));
	const candidates = await candidatesAmong(store(), queue.id, [...byObject.keys()]);
	const [answers, discussed, votedOn] = await Promise.all([
		answersInQueue(store(), queue.id),
		shownInSessions(store(), queue.id),
		everVotedOn(
			store(),
			reader.id,
			candidates.map(({ id }) => id)
		)
	]);
	const answered = new Set(
		answers.filter(({ userId }) => userId === reader.id).map(({ objectId }) => objectId)
	);
	return new Map(
		candidates.flatMap((candidate) => {
			const { id, objectId, state } = candidate;
			const injection = byObject.get(objectId);
			if (!injection || !isComparison(candidate) || !isUntouched(queue, state, reader)) return [];
			if (answered.has(objectId) || votedOn.has(id) || discussed.has(id)) return [];
			return [[id, injection] as const];
		})
	);
}

/** The made event that this person is shown on one candidate; null where they see it as it is. */
export async function maskOn(
	queue: Queue,
	candidateId: string,
	reader: User
): Promise<Injection | null> {
	return (await masksFor(queue, reader)).get(candidateId) ?? null;
}

/**
 * What a candidate's page says of hidden tests. Labels wait for the vote on every candidate alike, so that waiting tells nothing,
 * nothing that is said of a made light curve stays on the object, and no repeat bears what its voter said of it before.
 */
export async function honeypotShown(
	queue: Queue,
	candidate: Pick<Candidate, 'id' | 'objectId' | 'state'>,
	reader: User
): Promise<HoneypotShown> {
	const { id, objectId, state } = candidate;
	const answer = await findHoneypotAnswer(store(), {
		...{ queueId: queue.id, objectId },
		userId: reader.id
	});
	if (answer) return { untilVote: false, reveal: await revealOf(queue, answer) };
	if (!isTested(queue, reader) || !isUntouched(queue, state, reader))
		return { untilVote: false, reveal: null };
	const [voted, repeats, discussed] = await Promise.all([
		everVotedOn(store(), reader.id, [id]),
		hiddenRepeats(queue, reader.id),
		shownInSessions(store(), queue.id)
	]);
	const isNew = !voted.has(id) || repeats.has(id);
	return { untilVote: isNew && !discussed.has(id), reveal: null };
}

/** The made event on a candidate that is named beside one of its object's sources; null in any other case. */
export async function maskOnNamed(
	candidateId: string | null,
	objectId: string | null,
	reader: User
): Promise<{ injection: Injection | null; untilVote: boolean }> {
	const candidate = candidateId === null ? null : await findCandidate(store(), candidateId);
	const queue = candidate && (await findQueue(store(), candidate.queueId));
	if (!queue || candidate.objectId !== objectId) return { injection: null, untilVote: false };
	const [injection, { untilVote }] = await Promise.all([
		maskOn(queue, candidate.id, reader),
		honeypotShown(queue, candidate, reader)
	]);
	return { injection, untilVote };
}

/** Whether the last that this person said of a candidate was no vote, so that there is something to tell them of it. */
export async function hasNews(reader: User, candidateId: string): Promise<boolean> {
	const candidate = await findCandidate(store(), candidateId);
	if (!candidate) return false;
	const { queueId, objectId } = candidate;
	const answer = await findHoneypotAnswer(store(), { queueId, objectId, userId: reader.id });
	if (!answer) return false;
	const votedAt = await lastVotedAt(store(), { candidateId, userId: reader.id });
	return votedAt === null || votedAt < answer.at;
}

function isTested(queue: Queue, reader: User): boolean {
	return (queue.testShare > 0 || hasRepeats(queue)) && may(reader, 'vote');
}

/** Open to this person's vote, and nothing has been said about it to everybody. */
function isUntouched(queue: Queue, state: CandidateState, reader: User): boolean {
	return ballotClosed(queue, state, reader) === null && isUndecided(state);
}

/** Half of those who vote, another half for each made event. */
function isShownTo(seed: string, userId: string): boolean {
	return createHash('sha256').update(`${seed} ${userId}`).digest()[0] < 128;
}

async function revealOf(queue: Queue, answer: HoneypotAnswer): Promise<HoneypotReveal | null> {
	const { classKey, confidence, found, first, at, takenBackAt } = answer;
	const said = { classKey, confidence, at, takenBackAt };
	if (first) return { kind: 'repeat', ...said, first, same: isSameClass(queue, answer) };
	const made = await injectionsOfQueue(store(), answer.queueId);
	const injection = made.find(({ objectId }) => objectId === answer.objectId);
	if (!injection) return null;
	const { depth, durationDays, snr, event, score } = injection;
	const size = { depth, durationDays, snr, t0Mjd: event.t0Mjd };
	return { kind: 'event', ...said, ...size, eseScore: score.eseScore, found };
}

/** Whether a repeated candidate was given the class that it had been given before, as both count now. */
export function isSameClass(
	{ taxonomy }: Pick<Queue, 'taxonomy'>,
	{ classKey, first }: Pick<HoneypotAnswer, 'classKey' | 'first'>
): boolean {
	return first !== null && countedAs(taxonomy, classKey) === countedAs(taxonomy, first.classKey);
}
