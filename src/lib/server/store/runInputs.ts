import type { Store } from './client.ts';
import { runs } from './runs.ts';

const KINDS = ['image', 'selavy', 'noise', 'background'] as const;

/** Whether any run shows, or works on, what was made from this file. */
export async function isPathInUse(store: Store, path: string): Promise<boolean> {
	const places = ['basis', 'attempt'].flatMap((of) =>
		KINDS.map((kind) => ({ [`${of}.inputs.epochs.${kind}`]: path }))
	);
	return (await runs(store).countDocuments({ $or: places }, { limit: 1 })) > 0;
}
