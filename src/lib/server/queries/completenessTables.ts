import type {
	CompletenessOf,
	CompletenessTables,
	Finder,
	HoneypotAnswer
} from '#schema/honeypot.ts';
import { isComparison } from '#schema/comparison.ts';
import type { Queue } from '#schema/queue.ts';
import { completenessBy, foundShare, type Tried } from '#science/ese/completeness.ts';
import { groupBy } from '#science/consensus/named.ts';
import { candidatesOfQueue } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { answersInQueue, injectionsOfQueue } from '../store/honeypots.ts';
import { opinionsFor } from './hiddenRepeats.ts';
import { repeatTables } from './repeatTables.ts';
import { votesShownTo } from './revealed.ts';

/**
 * How complete a queue's vetting is, by events that were made: of all answers, of the team together, of the reader alone, and of the
 * score with a threshold; and how pure, by repeats. It names no candidate, and counts only what was answered.
 * @param readerId Nobody at a terminal, who may see only what was revealed to everybody
 */
export async function completenessTables(
	queue: Queue,
	threshold: number,
	readerId: string | null
): Promise<CompletenessTables> {
	const [injections, everyAnswer] = await Promise.all([
		injectionsOfQueue(store(), queue.id),
		answersInQueue(store(), queue.id)
	]);
	const answers = everyAnswer.filter(({ first }) => first === null);
	const own = answers.filter(({ userId }) => userId === readerId);
	const sizes = new Map(injections.map((made) => [made.objectId, made]));
	const tried = (given: readonly HoneypotAnswer[]): Tried[] =>
		given.flatMap(({ objectId, found }) => {
			const size = sizes.get(objectId);
			return size ? [{ ...size, found }] : [];
		});
	const scored = injections.filter(({ score }) => Number.isFinite(score.eseScore));
	return {
		threshold,
		answered: new Set(answers.map(({ objectId }) => objectId)).size,
		takenBack: answers.filter(({ takenBackAt }) => takenBackAt !== null).length,
		of: [
			completenessOf('answers', tried(answers)),
			completenessOf('team', tried(together(answers))),
			...(readerId === null ? [] : [completenessOf('you', tried(own))]),
			completenessOf(
				'score',
				scored.map((made) => ({ ...made, found: made.score.eseScore >= threshold }))
			)
		],
		falseAlarms: foundShare(await blankVotes(queue, readerId ?? '')),
		repeats: repeatTables(queue, everyAnswer, readerId)
	};
}

function completenessOf(finder: Finder, tried: readonly Tried[]): CompletenessOf {
	return {
		finder,
		all: foundShare(tried),
		by: {
			depth: completenessBy('depth', tried),
			durationDays: completenessBy('durationDays', tried),
			snr: completenessBy('snr', tried)
		}
	};
}

/** One answer for each made event: found where at least half of those who answered found it. */
function together(answers: readonly HoneypotAnswer[]): HoneypotAnswer[] {
	return [...groupBy(answers, ({ objectId }) => objectId).values()].flatMap((given) => {
		const found = given.filter((answer) => answer.found).length;
		return given.slice(0, 1).map((first) => ({ ...first, found: 2 * found >= given.length }));
	});
}

/** Votes on steady sources as they are, of those that this person may see: a class that is looked for is a false alarm. */
async function blankVotes(queue: Queue, readerId: string): Promise<{ found: boolean }[]> {
	const candidates = await candidatesOfQueue(store(), queue.id);
	const opinions = await opinionsFor(queue, readerId);
	const blank = new Set(candidates.filter(isComparison).map(({ id }) => id));
	return votesShownTo(readerId, queue, candidates, opinions)
		.filter(({ candidateId }) => blank.has(candidateId))
		.map(({ countsAs }) => ({ found: queue.wanted.includes(countsAs) }));
}
