import { Random } from '../stats/random.ts';

interface Holding {
	/** A secret: who knew it could tell who comes back from who was held back. */
	seed: string;
	/** Share of the entries that are held back, 0 to 1; as many are thought to come back. */
	share: number;
	/** Places that lie behind. */
	done: number;
	/** Whether an entry was passed before and comes back. */
	isBack: (id: string) => boolean;
}

/** So many times more draws than entries that are held back or come back, so that few are left at the end of the walk. */
const DRAWS = 3;

/**
 * A walk in order in which what comes back cannot be told from what comes late: a share of the entries is held back, and both
 * are drawn at chance places, in chance order, among those that wait. What waits still at the end comes then.
 * @returns The same entries; `drawn` tells those that come back and those held back, alike
 */
export function heldBack<T extends { id: string }>(
	ordered: readonly T[],
	{ seed, share, done, isBack }: Holding
): { entry: T; drawn: boolean }[] {
	const waits = new Map(
		ordered.flatMap((entry) => {
			const { id } = entry;
			const isHeld = new Random(`${seed}/held/${id}`).uniform() < share;
			// Held back before it came back: its lot then would put it first.
			const lot = () => new Random(`${seed}/${isBack(id) ? 'back' : 'lot'}/${id}`).uniform();
			return isHeld || isBack(id) ? [[entry, lot()] as const] : [];
		})
	);
	const walk = ordered.filter((entry) => !waits.has(entry));
	const lots = [...waits].sort((a, b) => a[1] - b[1]).map(([entry]) => entry);
	const places: { entry: T; drawn: boolean }[] = [];
	for (let place = done; places.length < ordered.length; place += 1) {
		const isDraw = new Random(`${seed}/place/${place}`).uniform() < DRAWS * share;
		const [first, second] = isDraw ? [lots, walk] : [walk, lots];
		const entry = first.shift() ?? second.shift();
		if (entry === undefined) break;
		places.push({ entry, drawn: waits.has(entry) });
	}
	return places;
}
