/** Places by score, from 1, before and after some scores change; equals share the better place, NaN has none. */
export interface Places {
	/** Of what changes, by source. */
	of: Map<number, { before: number; after: number }>;
	/** How many of the others move up and down. */
	others: { up: number; down: number };
}

export function placesAmong(
	ids: readonly number[],
	scores: ArrayLike<number>,
	changes: ReadonlyMap<number, { before: number; after: number }>
): Places {
	const [before, after] = (['before', 'after'] as const).map((when) =>
		ids.map((id, row) => changes.get(id)?.[when] ?? scores[row])
	);
	const [placeBefore, placeAfter] = [before, after].map(placesOf);
	const places: Places = { of: new Map(), others: { up: 0, down: 0 } };
	ids.forEach((id, row) => {
		const [was, is] = [placeBefore(before[row]), placeAfter(after[row])];
		if (Number.isNaN(before[row]) || Number.isNaN(after[row])) return;
		if (changes.has(id)) places.of.set(id, { before: was, after: is });
		else if (is < was) places.others.up += 1;
		else if (is > was) places.others.down += 1;
	});
	return places;
}

/** How many scores are above one, and one more. */
function placesOf(scores: readonly number[]): (score: number) => number {
	const sorted = Float64Array.from(scores.filter((score) => !Number.isNaN(score))).sort();
	return (score) => {
		let [low, high] = [0, sorted.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (sorted[middle] > score) high = middle;
			else low = middle + 1;
		}
		return 1 + sorted.length - low;
	};
}
