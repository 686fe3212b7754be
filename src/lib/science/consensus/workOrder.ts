import { Random } from '../stats/random.ts';
import { baldBits, entropyBits, expectedBits, voteEntropyBits } from './information.ts';

/** What the order of work may look at. */
export interface WorkCandidate {
	id: string;
	/** Of the queue; 1 is the first. */
	rank: number;
	/** Any unit; larger is newer. */
	addedAt: number;
	/** Votes on each class. */
	counts: ArrayLike<number>;
	posterior: ArrayLike<number>;
	/** What each vote alone would say (`opinionOfVote`). */
	opinions: readonly ArrayLike<number>[];
}

export type WorkOrder =
	| { by: 'uncertainty' | 'margin' | 'entropy' | 'voteEntropy' | 'bald' | 'newest' | 'rank' }
	/** Bits per minute of this person: their matrix, row j after row, and the median time of their votes. */
	| { by: 'information'; confusion: ArrayLike<number>; medianSeconds: number }
	| { by: 'random'; seed: number | string };

export interface WorkPlace {
	id: string;
	/** Larger comes first. */
	key: number;
	/** Why it stands here, with the number. */
	reason: string;
	/** The same without anything that the sealed votes of others would show through. */
	sealedReason: string;
}

/** The candidates in the order of work (spec/vetting.md §4.5), the most wanted first; ties by rank, then by id. */
export function workOrder(candidates: readonly WorkCandidate[], order: WorkOrder): WorkPlace[] {
	const ranks = new Map(candidates.map(({ id, rank }) => [id, rank]));
	const rankOf = (id: string) => ranks.get(id) ?? Infinity;
	return candidates
		.map((candidate) => ({ id: candidate.id, ...placed(candidate, order) }))
		.sort((a, b) => b.key - a.key || rankOf(a.id) - rankOf(b.id) || (a.id < b.id ? -1 : 1));
}

function placed(candidate: WorkCandidate, order: WorkOrder): Omit<WorkPlace, 'id'> {
	const { posterior, counts, opinions, rank } = candidate;
	switch (order.by) {
		case 'uncertainty': {
			const [best] = leading(posterior);
			return because(1 - best, `its likeliest class has ${figure(best)} only`, UNSURE);
		}
		case 'margin': {
			const [best, second] = leading(posterior);
			return because(
				second - best,
				`its two likeliest classes are ${figure(best - second)} apart`,
				UNSURE
			);
		}
		case 'entropy': {
			const bits = entropyBits(posterior);
			return because(bits, `${figure(bits)} bits of its class are unknown`, UNSURE);
		}
		case 'voteEntropy': {
			const bits = voteEntropyBits(counts);
			return because(bits, `its votes differ by ${figure(bits)} bits`, UNSURE);
		}
		case 'bald': {
			const bits = baldBits(opinions);
			return because(bits, `people disagree about it by ${figure(bits)} bits`, UNSURE);
		}
		case 'information': {
			const bits = expectedBits(posterior, order.confusion);
			const rate = (bits * 60) / order.medianSeconds;
			const text = `your vote is expected to tell ${figure(bits)} bits, ${figure(rate)} a minute`;
			return because(rate, text, 'your vote is expected to tell much about it');
		}
		case 'newest':
			return because(candidate.addedAt, 'it was added last');
		case 'rank':
			return because(-rank, `it is number ${rank} of the queue`);
		case 'random':
			return because(
				// By its own id, so that its place does not depend on what else is waiting.
				new Random(`${order.seed}/${candidate.id}`).uniform(),
				'it was drawn at random, to keep the statistics honest'
			);
	}
}

const UNSURE = 'its class is not settled';

function because(key: number, reason: string, sealedReason = reason): Omit<WorkPlace, 'id'> {
	return { key, reason: `Next because ${reason}.`, sealedReason: `Next because ${sealedReason}.` };
}

/** The two largest probabilities. */
function leading(posterior: ArrayLike<number>): [number, number] {
	let best = 0;
	let second = 0;
	for (let k = 0; k < posterior.length; k++) {
		if (posterior[k] > best) [best, second] = [posterior[k], best];
		else if (posterior[k] > second) second = posterior[k];
	}
	return [best, second];
}

function figure(value: number): string {
	return String(Number(value.toPrecision(3)));
}
