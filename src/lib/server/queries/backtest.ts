import type { User } from '#schema/user.ts';
import { watchConditionsSchema } from '#schema/watch.ts';
import type { Backtest, LabelCount } from '#schema/watchPage.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { parse } from '../commands/parse.ts';
import { backtestHash } from '../commands/watchRules/backtestHash.ts';
import { becauseOf, firedOn, type Probabilities } from '../commands/watchRules/firings.ts';
import { probabilitiesFor } from '../commands/watching/ruleAlerts.ts';
import type { ObjectSource } from '../commands/watching/watchedRun.ts';
import { store } from '../store/client.ts';
import { outcomesOfObjects } from '../store/objectOutcomes.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { sourcesKept } from '../store/sourceSearch.ts';
import { tagsOfObjects } from '../store/tags.ts';
import { candidateLinks } from './candidateLinks.ts';
import { signedIn } from './signedIn.ts';

/** Runs tried, the latest first. */
const MOST_RUNS = 30;
const TOP = 20;
/** Firing on more of a run than this is no alert any more. */
const TOO_MANY = 0.1;

interface Firing {
	source: ObjectSource;
	runs: number;
}

/** What these conditions would have done over past runs. Votes count as they stand now. */
export async function backtest(
	user: User | null,
	input: unknown,
	{ personal }: { personal: boolean }
): Promise<Backtest> {
	const reader = signedIn(user);
	mayOrRefuse(reader, 'watch');
	const conditions = parse(watchConditionsSchema, input);
	const { classBound } = conditions;
	const owner = { classBound, personal, ownerId: reader.id };
	const probabilities = await probabilitiesFor(store(), owner);
	const completed = await listCompletedRuns(store());
	const runs: Backtest['runs'] = [];
	const firings = new Map<string, Firing>();
	for (const { id, revision, name, nSources, endedAt } of completed.slice(0, MOST_RUNS)) {
		const kept = await sourcesKept(store(), { runId: id, revision }, conditions.filter);
		const known = kept.filter((source): source is ObjectSource => source.objectId !== null);
		const fired = firedOn(known, conditions, probabilities);
		for (const source of fired) {
			const earlier = firings.get(source.objectId);
			firings.set(source.objectId, {
				source: earlier?.source ?? source,
				runs: (earlier?.runs ?? 0) + 1
			});
		}
		runs.push({ runId: id, runName: name, sources: nSources, fired: fired.length, endedAt });
	}
	return {
		hash: backtestHash(conditions),
		runs,
		fired: runs.reduce((sum, { fired }) => sum + fired, 0),
		objects: firings.size,
		olderRuns: Math.max(0, completed.length - MOST_RUNS),
		...(await labelled([...firings.values()], { conditions, probabilities })),
		warnings: warningsOf(runs)
	};
}

async function labelled(
	firings: Firing[],
	{
		conditions,
		probabilities
	}: { conditions: Parameters<typeof becauseOf>[1]; probabilities: Probabilities }
): Promise<Pick<Backtest, 'top' | 'labels' | 'unlabelled'>> {
	const objectIds = firings.map(({ source }) => source.objectId);
	const [verdicts, tags, links] = await Promise.all([
		outcomesOfObjects(store(), objectIds),
		tagsOfObjects(store(), objectIds),
		candidateLinks(objectIds.slice(0, TOP))
	]);
	const words = new Map<string, string[]>();
	const counts = new Map<string, LabelCount>();
	function count(kind: LabelCount['kind'], label: string, objectId: string): void {
		words.set(objectId, [...(words.get(objectId) ?? []), label]);
		const key = `${kind} ${label}`;
		const known = counts.get(key) ?? { kind, label, objects: 0 };
		counts.set(key, { ...known, objects: known.objects + 1 });
	}
	for (const { objectId, classKey } of verdicts) count('verdict', classKey, objectId);
	for (const { objectId, tag } of tags) count('tag', tag, objectId);
	const top = firings.slice(0, TOP).map(({ source, runs }) => ({
		objectId: source.objectId,
		name: source.name,
		ra: source.wavgRa,
		dec: source.wavgDec,
		reason: becauseOf(source, conditions, probabilities).reason,
		runs,
		labels: [...new Set(words.get(source.objectId))],
		candidate: links.get(source.objectId) ?? null
	}));
	const labels = [...counts.values()].sort(
		(a, b) => (a.kind < b.kind ? 1 : a.kind > b.kind ? -1 : 0) || b.objects - a.objects
	);
	return { top, labels, unlabelled: objectIds.filter((id) => !words.has(id)).length };
}

function warningsOf(runs: Backtest['runs']): string[] {
	if (runs.length === 0)
		return ['No run is complete yet: nothing could be tried, and nothing is known of this rule.'];
	if (runs.every(({ fired }) => fired === 0))
		return [
			'It would never have fired. Loosen a condition, or accept that it waits for the unseen.'
		];
	return runs
		.filter(({ fired, sources }) => fired > TOO_MANY * sources)
		.map(
			({ runName, fired, sources }) =>
				`It would have fired on ${percent(fired / sources)} of the sources of ${runName}: ${fired} of ${sources}. Tighten it, or nobody will read its alerts.`
		);
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
