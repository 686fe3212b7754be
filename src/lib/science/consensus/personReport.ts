import { asRows } from './agreementReport.ts';
import type { DawidSkeneFit } from './dawidSkene.ts';
import { expectedBits } from './information.ts';
import { evenPrior, type LivePosterior } from './livePosterior.ts';
import { byClass, groupBy } from './named.ts';
import type { Ratings } from './ratings.ts';
import type { GivenVote } from './votes.ts';

export interface PersonReport {
	person: string;
	/** Standing votes, and those of them that the statistics count. */
	votes: number;
	counted: number;
	byClass: Record<string, number>;
	/** P(says column | is row), in the order of the classes. null where nothing is known. */
	confusion: {
		/** Rows of classes that the person has met nothing of are null. */
		dawidSkene: (number[] | null)[] | null;
		/** With the imagined votes of a newcomer in it. */
		swap: number[][] | null;
	};
	/** Bits that a vote of theirs is expected to tell about an item of which nothing is known, by SWAP's matrix. */
	skillBits: number | null;
}

/** Expected votes below which a row of a matrix rests on nothing. */
const LEAST_SUPPORT = 1e-6;

export function reportPeople(
	standing: readonly GivenVote[],
	ratings: Ratings,
	{ fit, live }: { fit: DawidSkeneFit | null; live: LivePosterior | null }
): PersonReport[] {
	const { people, classes, person } = ratings;
	const size = classes.length;
	const places = new Map(people.map((name, place) => [name, place]));
	const counted = new Int32Array(people.length);
	for (const place of person) counted[place] += 1;
	const matrixOf = (place: number, all: Float64Array) =>
		all.subarray(place * size * size, (place + 1) * size * size);
	return [...groupBy(standing, (vote) => vote.person)].map(([name, votes]) => {
		const place = places.get(name);
		const known = { person: name, votes: votes.length, byClass: byClass(votes, classes) };
		if (place === undefined)
			return { ...known, counted: 0, confusion: { dawidSkene: null, swap: null }, skillBits: null };
		const dawidSkene =
			fit &&
			asRows(matrixOf(place, fit.confusions), size).map((row, j) =>
				fit.support[place * size + j] > LEAST_SUPPORT ? row : null
			);
		const swap = live && matrixOf(place, live.confusions);
		return {
			...known,
			counted: counted[place],
			confusion: { dawidSkene, swap: swap && asRows(swap, size) },
			skillBits: swap && expectedBits(evenPrior(size), swap)
		};
	});
}
