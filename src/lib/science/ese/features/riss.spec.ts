import { describe, expect, test } from 'vitest';
import { galacticLatitude, halphaEstimate, scintillationExpected } from './riss.ts';

/**
 * spec/vetting.md §3.5: RISS19's code, D = 0.5 kpc, v = 10 km/s, point source. To 1e-3 of each number: it prints three digits and its
 * constants (c, kpc, r_e) are rounded, ours are not.
 */
const ORACLE = [
	{ mhz: 1400, halpha: 1, strength: 5.808, m: 0.5563, days: 4.875, mas: 0.0563 },
	{ mhz: 1400, halpha: 5, strength: 15.26, m: 0.4032, days: 12.8, mas: 0.1479 },
	{ mhz: 1400, halpha: 20, strength: 35.05, m: 0.3056, days: 29.42, mas: 0.3398 },
	{ mhz: 887.5, halpha: 5, strength: 33.11, m: 0.3114, days: 34.9, mas: 0.4032 }
];

describe('refractive scintillation expected', () => {
	test.each(ORACLE)('$mhz MHz, $halpha R', ({ mhz, halpha, strength, m, days, mas }) => {
		const expected = scintillationExpected({ frequencyMhz: mhz, halphaRayleigh: halpha });
		const ratios = [
			expected.strength / strength,
			expected.modulationIndex / m,
			expected.timescaleDays / days,
			expected.pointMas / mas
		];
		for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(1e-3);
	});

	test('the Fresnel scale at 1.4 GHz and 0.5 kpc is 7.251e8 m', () => {
		const { fresnelMetres } = scintillationExpected({ frequencyMhz: 1400, halphaRayleigh: 1 });
		expect(Math.abs(fresnelMetres / 7.251e8 - 1)).toBeLessThan(1e-4);
	});

	test('a source of 1 mas behind a screen at 50 km/s: m 0.0434, 17.3 d', () => {
		const expected = scintillationExpected({
			...{ frequencyMhz: 1400, halphaRayleigh: 5, velocityKmS: 50, sourceMas: 1 }
		});
		expect(expected.modulationIndex).toBeCloseTo(0.0434, 4);
		expect(expected.timescaleDays).toBeCloseTo(17.3, 1);
	});
});

describe('Hα estimated from latitude', () => {
	test('0.62 R at the pole, twice that at 30°, and bounded in the plane', () => {
		expect(halphaEstimate(90)).toBeCloseTo(0.62, 2);
		expect(halphaEstimate(-30)).toBeCloseTo(2 * halphaEstimate(90), 10);
		expect(halphaEstimate(0)).toBeLessThan(13);
	});

	test('the Galactic centre and pole lie where they are', () => {
		expect(galacticLatitude(266.405, -28.936)).toBeCloseTo(0, 2);
		expect(galacticLatitude(192.85948, 27.12825)).toBeCloseTo(90, 3);
		// M31: b = −21.5733° (SIMBAD).
		expect(galacticLatitude(10.6847083, 41.26875)).toBeCloseTo(-21.5733, 3);
	});
});
