import { describe, expect, test } from 'vitest';
import { condonErrors, type FittedComponent } from './condon.ts';

/** An unresolved source of snr 100 in a beam of 15″ × 10″. */
const POINT: FittedComponent = {
	bmajArcsec: 15,
	bminArcsec: 10,
	paDeg: 0,
	fluxPeak: 100,
	fluxInt: 100,
	snr: 100,
	localRms: 1
};
const BEAM = { bmaj: 15 / 3600, bmin: 10 / 3600 };

describe('Condon errors', () => {
	/** With θM = M and θm = m: ρ² = ¼·2^a·2^b·SNR² = 2·SNR² for every a + b = 3. */
	test('of a point source follow from ρ² = 2·SNR²', () => {
		const rho = Math.SQRT2 * 100;
		const errors = condonErrors(POINT, BEAM);
		expect(errors.fluxPeakErr).toBeCloseTo(1, 12);
		expect(errors.errBmaj).toBeCloseTo((Math.SQRT2 * BEAM.bmaj) / rho, 15);
		expect(errors.errBmin).toBeCloseTo((Math.SQRT2 * BEAM.bmin) / rho, 15);
		expect(errors.decErr).toBeCloseTo(BEAM.bmaj / (Math.sqrt(4 * Math.LN2) * rho), 15);
		expect(errors.raErr).toBeCloseTo(BEAM.bmin / (Math.sqrt(4 * Math.LN2) * rho), 15);
		expect(errors.errPa).toBeCloseTo((2 * (150 / (225 - 100))) / rho, 12);
		expect(errors.fluxIntErr).toBeCloseTo(Math.sqrt(3), 12);
	});

	test('halve when the source is twice as bright', () => {
		const faint = condonErrors(POINT, BEAM);
		const bright = condonErrors({ ...POINT, snr: 200, fluxPeak: 200, fluxInt: 200 }, BEAM);
		expect(bright.raErr).toBeCloseTo(faint.raErr / 2, 15);
		expect(bright.errPa).toBeCloseTo(faint.errPa / 2, 12);
		expect(bright.fluxPeakErr).toBeCloseTo(faint.fluxPeakErr, 12);
	});

	test('swap RA and Dec when the component is turned by 90°', () => {
		const upright = condonErrors(POINT, BEAM);
		const turned = condonErrors({ ...POINT, paDeg: 90 }, BEAM);
		expect(turned.raErr).toBeCloseTo(upright.decErr, 15);
		expect(turned.decErr).toBeCloseTo(upright.raErr, 15);
	});

	test('of the position angle are π for a round component and never more', () => {
		expect(condonErrors({ ...POINT, bminArcsec: 15 }, BEAM).errPa).toBe(Math.PI);
		expect(condonErrors({ ...POINT, bminArcsec: 14.999, snr: 1 }, BEAM).errPa).toBe(Math.PI);
	});

	test.each(['bmajArcsec', 'bminArcsec', 'fluxPeak', 'fluxInt', 'snr', 'localRms'] as const)(
		'are all 0 when %s is 0',
		(key) => {
			const errors = condonErrors({ ...POINT, [key]: 0 }, BEAM);
			expect(Object.values(errors)).toEqual([0, 0, 0, 0, 0, 0, 0]);
		}
	);

	test('are positive for a negative flux', () => {
		const errors = condonErrors({ ...POINT, fluxPeak: -100, fluxInt: -100, snr: -100 }, BEAM);
		expect(errors.fluxPeakErr).toBeCloseTo(1, 12);
		expect(errors.fluxIntErr).toBeCloseTo(Math.sqrt(3), 12);
	});
});
