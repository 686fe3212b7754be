import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { relativeEpochs, usableBands } from './epochs.ts';
import { explain } from './explanations.ts';
import { dot } from './noise.ts';
import { eseProbability } from './score.ts';

test('no lens explains more than there is, however the source drifts', () => {
	const random = new Random('drifts');
	for (let k = 0; k < 60; k += 1) {
		const [slope, bend] = [0.5 * random.normal(), 0.3 * random.normal()];
		const mjd = Array.from({ length: 60 }, () => 60_000 + 365 * random.uniform());
		const explanations = explain(
			relativeEpochs(
				usableBands({
					mjd,
					frequencyMhz: mjd.map(() => 887.5),
					fluxMjy: mjd.map((time) => {
						const x = (time - 60_180) / 180;
						return 20 * Math.exp(slope * x + bend * x * x) * (1 + 0.01 * random.normal());
					}),
					fluxErrMjy: mjd.map(() => 0.2)
				})
			)
		);
		const { white, lensMatch } = explanations;
		const widest = 2 * (white.epochs.lastMjd - white.epochs.firstMjd);
		expect(lensMatch?.deltaChi2 ?? 0).toBeLessThanOrEqual(dot(white.flux, white.flux));
		expect(lensMatch?.lens.widthDays ?? 0).toBeLessThanOrEqual(widest);
		expect(Number.isFinite(eseProbability(explanations))).toBe(true);
	}
});
