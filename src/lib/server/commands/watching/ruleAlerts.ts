import type { NewAlert } from '#schema/alert.ts';
import type { WatchRule } from '#schema/watch.ts';
import { classProbabilities, EVERYBODY } from '../../queries/classProbabilities.ts';
import type { Store } from '../../store/client.ts';
import { becauseOf, firedOn, type Probabilities } from '../watchRules/firings.ts';
import { quietUntil } from './quietUntil.ts';
import { MOST_ALERTS_PER_CAUSE, seenAt, type WatchedRun } from './watchedRun.ts';

/** What a rule finds in a run; `fired` also counts what is beyond the alerts that one cause may raise. */
export async function ruleAlerts(
	store: Store,
	run: WatchedRun,
	rule: WatchRule
): Promise<{ alerts: NewAlert[]; fired: number }> {
	const probabilities = await probabilitiesFor(store, rule);
	const fired = firedOn(run.sources, rule, probabilities);
	const quiet = quietUntil(rule.quietHours, new Date());
	const alerts = fired.slice(0, MOST_ALERTS_PER_CAUSE).map((source): NewAlert => ({
		...seenAt(run, source),
		cause: { kind: 'watchRule', id: rule.id, name: rule.name },
		severity: rule.severity,
		...becauseOf(source, rule, probabilities),
		tell: [rule.ownerId],
		personal: rule.personal,
		...(quiet && { quietUntil: quiet })
	}));
	return { alerts, fired: fired.length };
}

/** A personal rule knows what its owner may see, the team's what everybody may. */
export async function probabilitiesFor(
	store: Store,
	{ classBound, personal, ownerId }: Pick<WatchRule, 'classBound' | 'personal' | 'ownerId'>
): Promise<Probabilities> {
	if (!classBound) return null;
	const userId = personal ? ownerId : EVERYBODY;
	return classProbabilities(store, { classKey: classBound.classKey, userId });
}
