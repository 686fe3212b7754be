import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { relativeEpochs, usableBands } from './epochs.ts';
import { explain } from './explanations.ts';
import { lensShape } from './lensAtlas.ts';
import { ORDINARY_KINDS } from './ordinary.ts';
import { ordinaryAtEpochs } from './ordinaryAtEpochs.ts';

const N = 80;
const ERROR = 0.02;

/** A year in one band, level 4 mJy, relative flux given. */
function explained(flux: (day: number, random: Random) => number, bands = [887.5]) {
	const random = new Random('ordinary');
	const times = bands.flatMap((mhz) => Array.from({ length: N }, (_, k) => ({ k, mhz })));
	const days = times.map(({ k }) => (365 * k) / N);
	const curve = {
		mjd: days.map((day) => 60_000 + day),
		frequencyMhz: times.map(({ mhz }) => mhz),
		fluxMjy: days.map((day) => 4 * (flux(day, random) + ERROR * random.normal())),
		fluxErrMjy: days.map(() => 4 * ERROR)
	};
	return { days, explanations: explain(relativeEpochs(usableBands(curve))) };
}

// The atlas is drawn on first use, which takes long on a busy machine.
beforeAll(() => void lensShape(5, 0.5), 60_000);

describe('an ordinary explanation at the epochs', () => {
	test('follows a flare that is one', () => {
		const flare = (day: number) => 1 + (day < 100 ? 0 : 0.6 * Math.exp(-(day - 100) / 30));
		const { days, explanations } = explained(flare);
		const { relative, deltaChi2 } = ordinaryAtEpochs(explanations, 'flare');
		const peak = Math.max(...relative);
		expect(days[relative.indexOf(peak)]).toBeGreaterThan(90);
		expect(peak - relative[0]).toBeCloseTo(0.6, 0);
		expect(deltaChi2).toBeGreaterThan(300);
	});

	test('breaks where a step is, and is level on both sides', () => {
		const { days, explanations } = explained((day) => (day > 200 ? 1.3 : 1));
		const { relative } = ordinaryAtEpochs(explanations, 'step');
		const [first, last] = [relative[0], relative[N - 1]];
		expect(last - first).toBeCloseTo(0.3, 1);
		relative.forEach((flux, i) => expect(flux).toBeCloseTo(days[i] > 200 ? last : first, 9));
	});

	test('is one level where nothing happens', () => {
		const { explanations } = explained(() => 1);
		const { relative, deltaChi2 } = ordinaryAtEpochs(explanations, 'constant');
		for (const flux of relative) expect(flux).toBeCloseTo(relative[0], 12);
		expect(deltaChi2).toBeCloseTo(0, 6);
	});

	test('takes the middle way between the points and the level where it is red noise', () => {
		let walk = 0;
		const { explanations } = explained((_, random) => 1 + (walk += 0.05 * random.normal()));
		const { relative, deltaChi2 } = ordinaryAtEpochs(explanations, 'red noise');
		const { excess } = explanations.white.epochs;
		const left = Math.hypot(...relative.map((flux, i) => flux - 1 - excess[i]));
		const all = Math.hypot(...excess);
		expect(left).toBeLessThan(0.5 * all);
		// The points themselves would leave nothing.
		expect(left).toBeGreaterThan(0.1 * ERROR * Math.sqrt(N));
		expect(deltaChi2).toBeGreaterThan(0);
	});

	test('of every kind is finite, gains no more than there is, and is defined in one band and in two', () => {
		for (const bands of [[887.5], [887.5, 1367.5]]) {
			const { explanations } = explained((day) => 1 + 0.1 * Math.sin(day / 20), bands);
			const { flux } = explanations.white;
			const all = flux.reduce((sum, x) => sum + x * x, 0);
			for (const kind of ORDINARY_KINDS) {
				const { relative, deltaChi2 } = ordinaryAtEpochs(explanations, kind);
				expect(relative.every(Number.isFinite), kind).toBe(true);
				expect(deltaChi2, kind).toBeGreaterThan(-1e-6);
				expect(deltaChi2, kind).toBeLessThanOrEqual(all + 1e-6);
			}
		}
	});
});
