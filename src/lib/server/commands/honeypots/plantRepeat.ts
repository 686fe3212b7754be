import type { Queue } from '#schema/queue.ts';
import { REPEAT_AFTER } from '#schema/repeat.ts';
import { namesNoClass } from '#schema/vote.ts';
import { drawnFromEach } from '#science/consensus/drawnFromEach.ts';
import { Random } from '#science/stats/random.ts';
import { hasRepeats, isUndecided } from '../../queries/hiddenRepeats.ts';
import { findCandidates } from '../../store/candidates.ts';
import { store, type Transaction } from '../../store/client.ts';
import { answersInQueue } from '../../store/honeypots.ts';
import { newId } from '../../store/ids.ts';
import { opinionsInQueue, type Opinion } from '../../store/opinions.ts';
import { objectsWithOwnLabels } from '../../store/ownLabels.ts';
import { insertRepeat, repeatsFor } from '../../store/repeats.ts';
import { shownInSessions } from '../../store/sessionEvents.ts';

const HOUR_MS = 3_600_000;

interface Voting {
	userId: string;
	now: Date;
}

/**
 * With a vote, and at no other time, so that waiting tells nothing: has its voter answer a candidate once more that they voted
 * on long enough ago, as often as the queue wants it. Every class they named is as likely, so that rare ones are measured too.
 */
export async function plantRepeat(
	queue: Queue,
	{ userId, now }: Voting,
	transaction: Transaction
): Promise<void> {
	if (!hasRepeats(queue, now)) return;
	const random = new Random(crypto.randomUUID());
	if (random.uniform() >= queue.repeatShare / (100 - queue.repeatShare)) return;
	const fit = await fitToRepeat(queue, { userId, now }, transaction);
	const chosen = drawnFromEach(fit, ({ label }) => label, random);
	if (!chosen) return;
	const { candidateId, objectId } = chosen;
	const repeat = { id: newId(), queueId: queue.id, candidateId, objectId, userId };
	await insertRepeat(store(), { ...repeat, plantedAt: now, skipped: null }, transaction);
}

interface Fit {
	candidateId: string;
	objectId: string;
	label: string;
}

/** What may be served once more: nothing that would tell that it was seen before. */
async function fitToRepeat(
	queue: Queue,
	{ userId, now }: Voting,
	transaction: Transaction
): Promise<Fit[]> {
	const opinions = await opinionsInQueue(store(), queue, transaction);
	const votes = longAgo(
		opinions.filter((vote) => vote.userId === userId),
		now
	);
	if (votes.length === 0) return [];
	const [planted, answers, discussed] = await Promise.all([
		repeatsFor(store(), { queueId: queue.id, userId }),
		answersInQueue(store(), queue.id),
		shownInSessions(store(), queue.id)
	]);
	const tested = new Set(
		[...planted, ...answers.filter((answer) => answer.userId === userId)].map(
			({ candidateId }) => candidateId
		)
	);
	const labels = new Map(votes.map(({ candidateId, countsAs }) => [candidateId, countsAs]));
	const candidates = (await findCandidates(store(), [...labels.keys()])).filter(
		({ id, state }) => isUndecided(state) && !tested.has(id) && !discussed.has(id)
	);
	const labelled = await objectsWithOwnLabels(store(), {
		userId,
		objectIds: candidates.map(({ objectId }) => objectId)
	});
	return candidates.flatMap(({ id: candidateId, objectId }) => {
		const label = labels.get(candidateId);
		return label === undefined || labelled.has(objectId) ? [] : [{ candidateId, objectId, label }];
	});
}

/** One person's votes for a class that are as old as REPEAT_AFTER wants them. */
function longAgo(own: readonly Opinion[], now: Date): Opinion[] {
	const oldEnough = now.getTime() - REPEAT_AFTER.hours * HOUR_MS;
	return own.filter(({ classKey, round, updatedAt }) => {
		const since = own.filter((other) => other.createdAt > updatedAt).length;
		return (
			!namesNoClass(classKey) &&
			round === 1 &&
			updatedAt.getTime() <= oldEnough &&
			since >= REPEAT_AFTER.candidates
		);
	});
}
