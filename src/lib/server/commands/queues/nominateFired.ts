import type { Run } from '#schema/run.ts';
import type { WatchRule } from '#schema/watch.ts';
import type { Store } from '../../store/client.ts';
import { sourcesKept } from '../../store/sourceSearch.ts';
import { becauseOf, firedOn } from '../watchRules/firings.ts';
import { probabilitiesFor } from '../watching/ruleAlerts.ts';
import type { ObjectSource } from '../watching/watchedRun.ts';
import type { Nominee } from './fillQueue.ts';
import { nomineesOf, refuseTooMany } from './nominateSources.ts';

/**
 * The objects of those sources of a run that a watch rule fires on, the most variable first. A queue is everybody's: how
 * probable a class is goes by the votes that everybody may see, also for a personal rule.
 */
export async function nominateFired(store: Store, run: Run, rule: WatchRule): Promise<Nominee[]> {
	const [kept, probabilities] = await Promise.all([
		sourcesKept(store, { runId: run.id, revision: run.revision }, rule.filter),
		probabilitiesFor(store, { ...rule, personal: false })
	]);
	const known = kept.filter((source): source is ObjectSource => source.objectId !== null);
	const fired = firedOn(known, rule, probabilities);
	refuseTooMany(fired.length, [run]);
	return nomineesOf(fired, (source) => ({
		rule: 'watchRule',
		text: `rule “${rule.name}”: ${becauseOf(source, rule, probabilities).reason}`
	}));
}
