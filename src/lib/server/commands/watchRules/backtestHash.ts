import type { WatchConditions } from '#schema/watch.ts';
import { derivedId } from '../../store/ids.ts';

/** The same for the same conditions: what was tried is what is saved. */
export function backtestHash({ filter, classBound }: WatchConditions): string {
	const { conditions, cone, newOnly } = filter;
	return derivedId('backtest', JSON.stringify([conditions, cone, newOnly, classBound]));
}
