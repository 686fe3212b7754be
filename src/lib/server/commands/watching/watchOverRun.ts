import type { NewAlert } from '#schema/alert.ts';
import type { WatchRule } from '#schema/watch.ts';
import { announce } from '../../jobs/announce.ts';
import { store } from '../../store/client.ts';
import { scoresOfSources } from '../../store/eseScores.ts';
import { findRun } from '../../store/runs.ts';
import { sourcesOfRun } from '../../store/sources.ts';
import { allWatches, noteSeen } from '../../store/watches.ts';
import { noteRowObjects } from '../../store/watchlistRows.ts';
import { activeWatchlists } from '../../store/watchlists.ts';
import { activeWatchRules, noteRuleRun } from '../../store/watchRules.ts';
import { raiseAlerts } from '../alerts/raiseAlerts.ts';
import { audit } from '../audit.ts';
import { newSourceAlerts } from './newSourceAlerts.ts';
import { ruleAlerts } from './ruleAlerts.ts';
import { watchAlerts } from './watchAlerts.ts';
import type { WatchedRun } from './watchedRun.ts';
import { watchlistAlerts } from './watchlistAlerts.ts';

interface Watched {
	raised: number;
	merged: number;
	suppressed: number;
}

/**
 * Looks through what a run brought and raises alerts. What is known afterwards (objects on rows, epochs of watched objects)
 * is noted only once the alerts stand: broken off and done again, it raises the same ones, which count once per revision.
 */
export async function watchOverRun(runId: number): Promise<Watched> {
	const sums: Watched = { raised: 0, merged: 0, suppressed: 0 };
	const run = await watchedRun(runId);
	if (!run) return sums;
	async function raise(alerts: NewAlert[]): Promise<void> {
		const { raised, merged, suppressed } = await raiseAlerts(alerts);
		sums.raised += raised;
		sums.merged += merged;
		sums.suppressed += suppressed;
	}
	await raise(newSourceAlerts(run));
	await watchByRules(run, await activeWatchRules(store()), raise);
	for (const watchlist of await activeWatchlists(store())) {
		const { alerts, known } = await watchlistAlerts(store(), run, watchlist);
		await raise(alerts);
		await noteRowObjects(store(), known);
	}
	const { alerts, seen } = await watchAlerts(store(), run, await allWatches(store()));
	await raise(alerts);
	await noteSeen(store(), seen);
	const { revision } = run;
	await audit(null, { action: 'watchRun', target: `run ${runId}`, after: { revision, ...sums } });
	await announce({ topic: 'watchlists', kind: 'watch', byId: null, byName: null });
	return sums;
}

/** Once a run is scored: rules that ask about scores have had nothing to go by until now. */
export async function watchScoresOfRun(runId: number): Promise<void> {
	const rules = (await activeWatchRules(store())).filter(({ filter }) =>
		filter.conditions.some(({ field }) => field === 'eseScore')
	);
	const run = rules.length > 0 ? await watchedRun(runId) : null;
	if (run) await watchByRules(run, rules, async (alerts) => void (await raiseAlerts(alerts)));
}

async function watchByRules(
	run: WatchedRun,
	rules: WatchRule[],
	raise: (alerts: NewAlert[]) => Promise<void>
): Promise<void> {
	const { runId, revision } = run;
	for (const rule of rules) {
		const { alerts, fired } = await ruleAlerts(store(), run, rule);
		await raise(alerts);
		await noteRuleRun(store(), rule.id, { runId, revision, fired, at: new Date() });
	}
}

async function watchedRun(runId: number): Promise<WatchedRun | null> {
	const run = await findRun(store(), runId);
	if (!run || run.revision === 0) return null;
	const { revision } = run;
	const scores = await scoresOfSources(store(), { runId, revision });
	const sources = await sourcesOfRun(store(), { runId, revision });
	const known = sources.flatMap((source) => {
		const { id, objectId } = source;
		// Added to what was just read: copies of a hundred thousand sources would take longer than reading them.
		return objectId === null
			? []
			: [Object.assign(source, { objectId, eseScore: scores.get(id) ?? NaN })];
	});
	return { runId, revision, sources: known };
}
