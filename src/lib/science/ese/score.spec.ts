import { expect, test } from 'vitest';
import { drawVariable } from '../simulate/behaviours.ts';
import { lightCurve } from '../simulate/lightCurves.ts';
import { Random } from '../stats/random.ts';
import { relativeEpochs, usableBands } from './epochs.ts';
import { explain } from './explanations.ts';
import { eseProbability } from './score.ts';

const DATES = Array.from({ length: 24 }, (_, i) => 60_310 + 14 * i);
const SEASON = { dates: DATES, spanDays: DATES[23] - DATES[0] };

/** Two bands of 24 epochs with errors of 2 %. */
function probability(seed: string): number {
	const random = new Random(seed);
	const { behaviour } = drawVariable('ese', SEASON, random);
	const rows = [887.5, 1367.5].flatMap((mhz) => {
		const fluxAt = lightCurve(behaviour, mhz);
		return DATES.map((mjd) => ({ mhz, mjd, flux: 30 * fluxAt(mjd) + 0.6 * random.normal() }));
	});
	const curve = {
		mjd: rows.map(({ mjd }) => mjd),
		frequencyMhz: rows.map(({ mhz }) => mhz),
		fluxMjy: rows.map(({ flux }) => flux),
		fluxErrMjy: rows.map(() => 0.6)
	};
	return eseProbability(explain(relativeEpochs(usableBands(curve))));
}

test('events far clearer than those of the calibration are not taken for something else', () => {
	const events = Array.from({ length: 60 }, (_, k) => probability(`clear ${k}`));
	expect(events.filter((event) => event < 0.5).length).toBeLessThanOrEqual(3);
});
