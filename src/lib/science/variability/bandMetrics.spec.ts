import { expect, test } from 'vitest';
import { bandMetrics, leadingBand } from './bandMetrics.ts';

/** A steady source of spectral index −1.2, seen five times in each of two bands. */
const frequencyMhz = [887.5, 1367.5, 887.5, 1367.5, 888, 1367.5, 887.5, 1368, 887.5, 1367.5];
const steady = frequencyMhz.map((f) => 10 * (f < 1000 ? 1 : 0.595));
const errors = frequencyMhz.map(() => 0.2);
const curve = (flux: number[]) => ({
	frequencyMhz,
	fluxPeak: flux,
	fluxPeakErr: errors,
	fluxInt: flux,
	fluxIntErr: errors
});

test('a steady source with a spectral slope is steady in each band', () => {
	const bands = bandMetrics(curve(steady), 4.3);
	expect(bands.map((band) => [band.frequencyMhz, band.nMeas])).toEqual([
		[887.5, 5],
		[1367.5, 5]
	]);
	for (const band of bands) {
		expect(band.etaPeak).toBeCloseTo(0, 12);
		expect(band.mAbsSignificantMaxPeak).toBe(0);
	}
});

test('the band that varies leads, with the metrics of its own epochs', () => {
	const dipped = steady.map((flux, epoch) => (epoch === 4 ? flux / 2 : flux));
	const bands = bandMetrics(curve(dipped), 4.3);
	const leading = leadingBand(bands);
	expect(leading?.frequencyMhz).toBe(887.5);
	// Four epochs at 10 and one at 5, σ = 0.2: Σ(f − 9)²/σ² = (4·1 + 16)/0.04 = 500, over N − 1.
	expect(leading?.etaPeak).toBeCloseTo(125, 9);
	expect(leading?.vPeak).toBeCloseTo(Math.sqrt(5) / 9, 12);
	expect(leading?.vsAbsSignificantMaxPeak).toBeCloseTo(5 / Math.hypot(0.2, 0.2), 12);
	expect(leading?.mAbsSignificantMaxPeak).toBeCloseTo(2 / 3, 12);
	expect([leading?.minFluxPeak, leading?.maxFluxPeak, leading?.avgFluxPeak]).toEqual([5, 10, 9]);
});

test('without a band there is none to lead', () => {
	expect(bandMetrics({ ...curve([]), frequencyMhz: [] }, 4.3)).toEqual([]);
	expect(leadingBand([])).toBeNull();
});
