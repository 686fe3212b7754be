import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { drawInjection, injected, injectionSize, type InjectableCurve } from './injection.ts';

const EPOCHS = 60;

function steady(flux = 10, error = 0.5): InjectableCurve {
	const all = <T>(value: (i: number) => T) => Array.from({ length: EPOCHS }, (_, i) => value(i));
	return {
		mjd: all((i) => 60000 + 7 * i),
		frequencyMhz: all((i) => (i % 2 ? 1367.5 : 887.5)),
		fluxPeak: all(() => flux),
		fluxPeakErr: all(() => error),
		fluxInt: all(() => flux),
		fluxIntErr: all(() => error),
		localRms: all(() => 0.3)
	};
}

const EVENT = { t0Mjd: 60210, tauDays: 15, alpha: 8, sigmaS: 0.3, compactFraction: 0.8 };

describe('an injected event', () => {
	test('dims the source in its middle and leaves it alone far away', () => {
		const curve = injected(steady(), EVENT);
		expect(curve.fluxPeak[30]).toBeLessThan(5);
		expect(curve.fluxPeak[0]).toBeCloseTo(10, 2);
		expect(curve.mjd).toEqual(steady().mjd);
	});

	test('is deeper at the lower frequency', () => {
		const one = (mhz: number) => ({ ...steady(), frequencyMhz: Array(EPOCHS).fill(mhz) });
		const weak = { ...EVENT, alpha: 2 };
		expect(injectionSize(one(887.5), weak).depth).toBeGreaterThan(
			injectionSize(one(1367.5), weak).depth
		);
	});

	test('has the depth and width that are said of it', () => {
		const { depth, durationDays } = injectionSize(steady(), EVENT);
		const at = (mjd: number) =>
			injected({ ...steady(), mjd: [mjd], frequencyMhz: [887.5], fluxPeak: [1] }, EVENT)
				.fluxPeak[0];
		expect(1 - at(EVENT.t0Mjd)).toBeCloseTo(depth, 6);
		expect(1 - at(EVENT.t0Mjd + durationDays / 2)).toBeCloseTo(depth / 2, 1);
	});

	test('never makes an epoch more certain than the image’s noise', () => {
		const curve = injected(steady(), EVENT);
		for (const error of curve.fluxPeakErr) expect(error).toBeGreaterThanOrEqual(0.3);
		expect(curve.fluxPeakErr[30]).toBeLessThan(0.5);
		expect(curve.fluxPeakErr[0]).toBeCloseTo(0.5, 2);
	});

	test('leaves what was not measured unmeasured', () => {
		const gaps = { ...steady(), fluxPeak: steady().fluxPeak.map((f, i) => (i === 30 ? NaN : f)) };
		expect(injected(gaps, EVENT).fluxPeak[30]).toBeNaN();
		expect(injectionSize(gaps, EVENT).snr).toBeGreaterThan(0);
	});
});

describe('a drawn event', () => {
	test('is the same for the same seed, within the stated distribution and seen at 3 σ', () => {
		for (let seed = 0; seed < 12; seed += 1) {
			const event = drawInjection(steady(), new Random(seed));
			expect(event).toEqual(drawInjection(steady(), new Random(seed)));
			if (!event) throw new Error('no event drawn');
			const { depth, durationDays, snr } = injectionSize(steady(), event);
			expect(snr).toBeGreaterThanOrEqual(3);
			expect(depth).toBeGreaterThan(0);
			expect(depth).toBeLessThan(1);
			expect(durationDays).toBeGreaterThan(5);
			expect(durationDays).toBeLessThan(7 * EPOCHS);
			expect(event.t0Mjd).toBeGreaterThan(60000 + 0.15 * 7 * (EPOCHS - 1) - 1);
		}
	});

	test('is none where no event could be seen, or there is one epoch', () => {
		expect(drawInjection(steady(0.01, 5), new Random(1))).toBeNull();
		const one = { ...steady(), mjd: Array<number>(EPOCHS).fill(60000) };
		expect(drawInjection(one, new Random(1))).toBeNull();
	});
});
