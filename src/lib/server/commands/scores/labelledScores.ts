import { ESE_CLASS } from '#schema/scoreCalibration.ts';
import type { Labelled } from '#science/ese/calibration.ts';
import { SCORE_VERSION } from '#science/ese/scoreCurve.ts';
import type { Store } from '../../store/client.ts';
import { findEseScores } from '../../store/eseScores.ts';
import { shownGenerations } from '../../store/generations.ts';
import { outcomesOfObjects } from '../../store/objectOutcomes.ts';
import { latestSourcesOfObjects } from '../../store/objectSources.ts';
import { listScorings } from '../../store/scorings.ts';
import { objectsWithVerdict } from '../../store/verdicts.ts';

/**
 * Objects that people have settled, with what the present method scores them: by the verdicts that stand and that everybody may see.
 * What is sealed still teaches nothing. An object that one queue calls a scattering event and another does not is no example of either.
 */
export async function labelledScores(store: Store): Promise<Labelled[]> {
	const outcomes = await outcomesOfObjects(store, await objectsWithVerdict(store));
	const classes = new Map<string, Set<boolean>>();
	for (const { objectId, classKey } of outcomes)
		classes.set(objectId, (classes.get(objectId) ?? new Set()).add(classKey === ESE_CLASS));
	const settled = [...classes].flatMap(([objectId, said]) =>
		said.size === 1 ? [{ objectId, isEse: said.has(true) }] : []
	);
	const scores = await scoresOfObjects(
		store,
		settled.map(({ objectId }) => objectId)
	);
	return settled.flatMap(({ objectId, isEse }) => {
		const score = scores.get(objectId);
		return score === undefined ? [] : [{ score, isEse }];
	});
}

/** Of each object's source in the latest run that has one; those without enough data are left out. */
async function scoresOfObjects(store: Store, objectIds: string[]): Promise<Map<string, number>> {
	const scorings = await listScorings(store);
	const generations = await shownGenerations(store);
	const sources = await latestSourcesOfObjects(store, objectIds, generations);
	const scores = new Map<string, number>();
	for (const { runId, revision } of generations) {
		const shown = scorings.get(runId)?.shown;
		if (shown?.revision !== revision || shown.version !== SCORE_VERSION) continue;
		const own = [...sources].filter(([, source]) => source.runId === runId);
		const found = await findEseScores(
			store,
			own.map(([, { id }]) => id),
			shown
		);
		for (const [objectId, { id }] of own) {
			const score = found.get(id)?.eseScore ?? NaN;
			if (Number.isFinite(score)) scores.set(objectId, score);
		}
	}
	return scores;
}
