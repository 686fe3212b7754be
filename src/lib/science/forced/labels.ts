/** What a forced measurement is called (spec/pipeline.md §5.4-9). */
interface ForcedLabel {
	islandId: string;
	componentId: string;
	name: string;
}

/** Longer runs of digits would not survive as a number. */
const TRAILING_NUMBER = /\d{1,15}$/;

/**
 * A function that names one forced measurement of an image after the other. Numbers go on from the image's own islands, or,
 * where images were added to a run, from the forced measurements that it has of this image already.
 */
export function forcedLabeller(
	{ islandIds, earlierForced }: { islandIds: readonly string[]; earlierForced: readonly string[] },
	runId: number
): () => ForcedLabel {
	const known = earlierForced.length > 0 ? earlierForced : islandIds;
	const prefix = prefixOf(known.at(0) ?? 'island_0');
	let number = known.reduce((most, islandId) => Math.max(most, trailingNumber(islandId)), 0);
	const suffix = `_f_run${String(runId).padStart(3, '0')}`;
	return () => {
		number++;
		const islandId = `${prefix}${number}`;
		const componentId = `${islandId.replaceAll('island', 'component')}a`;
		return { islandId, componentId, name: componentId + suffix };
	};
}

/** The few that decide how forced measurements are called: the first, and the one with the largest number. */
export function decidingIslands(islandIds: readonly string[]): string[] {
	if (islandIds.length === 0) return [];
	const larger = (a: string, b: string) => (trailingNumber(b) > trailingNumber(a) ? b : a);
	return [islandIds[0], islandIds.reduce(larger)];
}

/** Up to and including the last '_'; an id without one is followed by one. */
function prefixOf(islandId: string): string {
	const end = islandId.lastIndexOf('_');
	return end < 0 ? `${islandId}_` : islandId.slice(0, end + 1);
}

function trailingNumber(islandId: string): number {
	return Number(TRAILING_NUMBER.exec(islandId)?.[0] ?? 0);
}
