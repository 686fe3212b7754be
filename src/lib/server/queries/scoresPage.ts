import type { ScoredRun, ScoresPage } from '#schema/scoresPage.ts';
import type { User } from '#schema/user.ts';
import { SCORE_VERSION } from '#science/ese/scoreCurve.ts';
import { may } from '../auth/may.ts';
import { labelledScores } from '../commands/scores/labelledScores.ts';
import { store } from '../store/client.ts';
import { badVariants } from '../store/imageMarks.ts';
import { listCompletedRuns } from '../store/runs.ts';
import { calibrationInUse, listCalibrations } from '../store/scoreCalibrations.ts';
import { listScorings } from '../store/scorings.ts';
import { signedIn } from './signedIn.ts';
import { whyOutdated } from './sourceScore.ts';

/** How far the scores of every run are, and how they are calibrated. */
export async function scoresPage(user: User | null): Promise<ScoresPage> {
	const reader = signedIn(user);
	const [runs, inUse, calibrations, labelled] = await Promise.all([
		scoredRuns(),
		calibrationInUse(store()),
		listCalibrations(store()),
		labelledScores(store())
	]);
	return {
		runs,
		version: SCORE_VERSION,
		inUse,
		calibrations,
		labelled: {
			nObjects: labelled.length,
			nEvents: labelled.filter(({ isEse }) => isEse).length
		},
		allowed: { score: may(reader, 'scoreRun'), calibrate: may(reader, 'calibrateScores') }
	};
}

async function scoredRuns(): Promise<ScoredRun[]> {
	const runs = await listCompletedRuns(store());
	const [scorings, variants] = await Promise.all([
		listScorings(store()),
		badVariants(store(), runs)
	]);
	return runs.map(({ id, name, nSources, revision }) => {
		const scoring = scorings.get(id) ?? null;
		const isOfEarlier = scoring?.shown && scoring.shown.revision !== revision;
		const own = scoring && isOfEarlier ? { ...scoring, shown: null } : scoring;
		const outdated = own ? whyOutdated(own, variants.get(id) ?? '') : '';
		return { id, name, nSources, scoring: own, outdated };
	});
}
