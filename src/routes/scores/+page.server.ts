import {
	adoptCalibration,
	dropCalibration,
	makeCalibration
} from '#server/commands/scores/calibrations.ts';
import { startScoring, stopScoring } from '#server/commands/scores/requestScores.ts';
import { scoresPage } from '#server/queries/scoresPage.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:scores');
	return locals.outcomes.show(async (user) => ({
		title: 'Scores',
		shown: await scoresPage(user)
	}));
};

export const actions: Actions = {
	startScoring: act(startScoring),
	stopScoring: act(stopScoring),
	makeCalibration: act(makeCalibration),
	adoptCalibration: act(adoptCalibration),
	dropCalibration: act(dropCalibration)
};
