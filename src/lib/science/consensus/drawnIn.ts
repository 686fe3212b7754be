import { Random } from '../stats/random.ts';

/** One in so many is drawn at random: spec/vetting.md §4.5 wants at least 10 %. */
const BLOCK = 10;

/**
 * An order with one of every ten places given to a random draw, so that agreement and calibration are also measured on what
 * nobody chose. Which place of each ten it is, and who is drawn, follow from the seed alone; `done` says how many places lie
 * behind, so that the draws come as often while the list shrinks from its front.
 * @returns The same entries, `drawn` where chance put them
 */
export function drawnIn<T extends { id: string }>(
	ordered: readonly T[],
	{ seed, done }: { seed: string; done: number }
): { entry: T; drawn: boolean }[] {
	const lots = new Map(ordered.map(({ id }) => [id, new Random(`${seed}/${id}`).uniform()]));
	const lotOf = ({ id }: T) => lots.get(id) ?? 0;
	const byLot = [...ordered].sort((a, b) => lotOf(b) - lotOf(a));
	const taken = new Set<T>();
	const places: { entry: T; drawn: boolean }[] = [];
	let inOrder = 0;
	let inLots = 0;
	for (let place = done; places.length < ordered.length; place++) {
		const drawn = isDraw(seed, place);
		let entry: T;
		do entry = drawn ? byLot[inLots++] : ordered[inOrder++];
		while (taken.has(entry));
		taken.add(entry);
		places.push({ entry, drawn });
	}
	return places;
}

function isDraw(seed: string, place: number): boolean {
	const block = Math.floor(place / BLOCK);
	return new Random(`${seed}/block ${block}`).integer(BLOCK) === place % BLOCK;
}
