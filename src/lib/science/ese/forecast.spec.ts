import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { relativeEpochs, usableBands } from './epochs.ts';
import { explain } from './explanations.ts';
import { forecast, lensExpectation } from './forecast.ts';
import { lensCurve } from './lensCurve.ts';
import { describeLens } from './lensFit.ts';

const T0 = 60_200;
const TAU_DAYS = 20;
const FRACTION = 0.6;
const magnification = lensCurve(6, 0.5);
const trueFlux = (mjd: number) => 1 - FRACTION + FRACTION * magnification((mjd - T0) / TAU_DAYS);
/** Half of the depth is made up, days after T0. */
const EGRESS = (() => {
	const half = (1 + trueFlux(T0)) / 2;
	let mjd = T0;
	while (trueFlux(mjd) < half) mjd += 0.01;
	return mjd;
})();

/** What is known of the event at one moment, and what is foreseen then; the rival holds that nothing happens. */
function foreseenAt(nowMjd: number, seed = 'forecast', error = 0.02) {
	const random = new Random(seed);
	const mjd = Array.from({ length: 300 }, (_, k) => 60_000 + 1.5 * k).filter((t) => t <= nowMjd);
	const [band] = usableBands({
		mjd,
		frequencyMhz: mjd.map(() => 887.5),
		fluxMjy: mjd.map((t) => 20 * (trueFlux(t) + error * random.normal())),
		fluxErrMjy: mjd.map(() => 20 * error)
	});
	const { white, lensMatch } = explain(relativeEpochs([band]));
	if (!lensMatch) throw new Error('no lens was found');
	const fit = describeLens(white, lensMatch);
	return { fit, foreseen: forecast(fit, { band, ordinary: () => 1 }, nowMjd) };
}

describe('forecast', () => {
	test('in the middle of the egress the minimum has passed, and the egress is foreseen to days', () => {
		const { foreseen } = foreseenAt(T0 + 25);
		expect(foreseen.isInProgress).toBe(true);
		expect(foreseen.hasPassedMinimum).toBe(true);
		expect(Math.abs(foreseen.minimum.value - T0)).toBeLessThan(2);
		expect(Math.abs(foreseen.egress.value - EGRESS)).toBeLessThan(6);
		expect(foreseen.egress.error).toBeGreaterThan(0);
	});

	test('once it is over nothing is in progress, and no later epoch decides anything', () => {
		const { foreseen } = foreseenAt(60_440);
		expect(foreseen.isInProgress).toBe(false);
		expect(foreseen.nextDecisive).toBeNull();
		expect(Math.abs(foreseen.egress.value - EGRESS)).toBeLessThan(2);
	});

	test('the more of the event is seen, the surer the egress', () => {
		const errors = [T0 + 15, T0 + 35, T0 + 90].map((now) => foreseenAt(now).foreseen.egress.error);
		expect(errors).toEqual([...errors].sort((a, b) => b - a));
	});

	test('the next decisive epoch lies ahead, where the two differ most, and weighs more with better data', () => {
		const now = T0 + 10;
		const { fit, foreseen } = foreseenAt(now);
		const next = foreseen.nextDecisive;
		if (!next) throw new Error('nothing decides');
		expect(next.mjd).toBeGreaterThan(now);
		const lens = lensExpectation(fit);
		for (let mjd = now + 1; mjd < now + 150; mjd += 1) {
			expect(((lens(mjd) - 1) / 0.02) ** 2).toBeLessThan(1.1 * next.expectedDeltaChi2 + 1);
		}
		const worse = forecast(
			fit,
			{
				band: {
					...{ frequencyMhz: 887.5, mjd: Float64Array.of(now) },
					...{ flux: Float64Array.of(20), error: Float64Array.of(0.8) }
				},
				ordinary: () => 1
			},
			now
		);
		expect(worse.nextDecisive?.mjd).toBe(next.mjd);
		// The light curve's typical flux is not quite its level.
		const ratio = next.expectedDeltaChi2 / (worse.nextDecisive?.expectedDeltaChi2 ?? NaN);
		expect(Math.abs(ratio - 4)).toBeLessThan(0.2);
	});

	test('a rival that expects the same leaves nothing to decide', () => {
		const { fit } = foreseenAt(T0 + 10);
		const band = {
			...{ frequencyMhz: 887.5, mjd: Float64Array.of(T0) },
			...{ flux: Float64Array.of(20), error: Float64Array.of(1) }
		};
		const foreseen = forecast(fit, { band, ordinary: lensExpectation(fit) }, T0 + 10);
		expect(foreseen.nextDecisive).toBeNull();
	});
});
