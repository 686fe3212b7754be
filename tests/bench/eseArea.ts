export interface Ranked {
	isEse: boolean;
	/** NaN counts as 0. */
	value: number;
}

/**
 * Area under the ROC curve, ties as half, and its standard error by Hanley & McNeil (1982, Radiology 143, 29): with eighty of a class it
 * is about 0.02, so that two areas closer than that are the same.
 */
export function areaUnderCurve(ranked: Ranked[]): { area: number; error: number } {
	const order = ranked
		.map(({ isEse, value }) => ({ isEse, value: value || 0 }))
		.sort((a, b) => a.value - b.value);
	const events = order.filter(({ isEse }) => isEse).length;
	const others = order.length - events;
	let ranks = 0;
	for (let from = 0; from < order.length;) {
		let to = from;
		while (to < order.length && order[to].value === order[from].value) to += 1;
		for (let i = from; i < to; i += 1) if (order[i].isEse) ranks += (from + to + 1) / 2;
		from = to;
	}
	const area = (ranks - (events * (events + 1)) / 2) / (events * others);
	const bothEvents = area / (2 - area) - area ** 2;
	const bothOthers = (2 * area ** 2) / (1 + area) - area ** 2;
	const spread = area * (1 - area) + (events - 1) * bothEvents + (others - 1) * bothOthers;
	return { area, error: Math.sqrt(spread / (events * others)) };
}
