import type { RunImage } from './types.ts';

/**
 * The epochs of a run in the order in which they are associated, each a list of indices into `images`.
 * List mode: one image per epoch, renumbered by date. Epoch mode: by key in lexicographic order, not by date
 * ("epoch10" before "epoch2", as the reference does), and by date within. Equal dates: ingest order.
 */
export function orderEpochs(
	images: readonly Pick<RunImage, 'datetimeMs' | 'epoch'>[],
	epochMode: boolean
): number[][] {
	const byDate = imagesByDate(images);
	if (!epochMode) return byDate.map((index) => [index]);
	const epochs = new Map<string, number[]>();
	for (const index of byDate) {
		const members = epochs.get(images[index].epoch);
		if (members) members.push(index);
		else epochs.set(images[index].epoch, [index]);
	}
	return [...epochs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members);
}

/** Indices into `images` by date, then ingest order. */
export function imagesByDate(images: readonly Pick<RunImage, 'datetimeMs'>[]): number[] {
	return images
		.map((_, index) => index)
		.sort((a, b) => images[a].datetimeMs - images[b].datetimeMs || a - b);
}
