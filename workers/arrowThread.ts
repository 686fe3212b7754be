import { join } from 'node:path';
import type { ArrowOrder } from '#server/commands/runs/writeArrow.ts';
import { runInThread } from './pool.ts';
import type { ArrowInput } from './threads/writeArrow.ts';

/** Writes the drafts of a run's Arrow files in a thread. */
export async function arrowInThread(
	{ directory, hasPairs, draftEnding }: ArrowOrder,
	signal?: AbortSignal
): Promise<void> {
	const pairs = hasPairs ? join(directory, 'measurement_pairs.parquet') : null;
	const input: ArrowInput = { directory, measurements: null, pairs, draftEnding };
	await runInThread<null>('writeArrow', input, { signal });
}
