import { describe, expect, test } from 'vitest';
import type { FittedBand } from '#schema/lens.ts';
import { lensAnnotation } from './lensWords.ts';
import { lensLayout, residuals } from './lensPlot.ts';
import { lensSliders, SLIDER_STEPS, sliderPosition, sliderValue } from './lensSliders.ts';
import { plottedBands } from './plottedBands.ts';

const band = (frequencyMhz: number): FittedBand => ({
	...{ frequencyMhz, level: 10, mjd: [60000, 60050, 60100] },
	...{ flux: [10, 6, 10], error: [0.5, 0.5, 0.5], scale: [1, 1, 1] },
	...{ lens: [10, 6.5, 10], ordinary: [9, 9, 9] },
	curve: { mjd: [60000, 60050, 60100], lens: [10, 6.5, 10] }
});
const image = { imageId: 1, mjd: 60050, frequencyMhz: 890, factor: 0.6, error: 0.01 };
const plotted = (images: (typeof image)[] | null = null) =>
	plottedBands([band(887.5), band(1367.5)], { hand: null, images });

describe('a light curve with its models', () => {
	test('has residuals in units of each epoch’s error, of the model that is asked for', () => {
		const [low] = plotted();
		expect(residuals(low, 'lens')).toEqual([0, -1, 0]);
		expect(residuals(low, 'ordinary')).toEqual([2, -6, 2]);
		expect(residuals(low, 'hand')).toEqual([]);
	});

	test('is divided by the image of the moment and the band, and by no other', () => {
		const [low, high] = plotted([image]);
		expect(low.flux).toEqual([10, 10, 10]);
		expect(low.error[1]).toBeCloseTo(0.5 / 0.6, 9);
		expect(high.flux).toEqual([10, 6, 10]);
	});

	test('is divided once: what the fit put right already is not put right again', () => {
		const right = { ...band(887.5), flux: [10, 10, 10], scale: [1, 0.6, 1] };
		const [low] = plottedBands([right], { hand: null, images: [image] });
		expect(low.flux).toEqual([10, 10, 10]);
	});

	test('keeps its axes while it is divided, so that what goes is seen to go', () => {
		const layouts = [plotted(), plotted([{ ...image, factor: 0.7 }])].map((bands) =>
			lensLayout(bands, { width: 600, residualsOf: 'lens' })
		);
		expect(layouts[0].panels[0].ticks).toEqual(layouts[1].panels[0].ticks);
	});

	test('gives back the time and the flux at a pixel that it puts them at', () => {
		const { x, mjdAt, panels, left, right } = lensLayout(plotted(), {
			width: 600,
			residualsOf: 'lens'
		});
		for (const mjd of [60000, 60033.3, 60100]) {
			expect(mjdAt(x(mjd))).toBeCloseTo(mjd, 6);
			expect(x(mjd)).toBeGreaterThan(left);
			expect(x(mjd)).toBeLessThan(right);
		}
		for (const { y, fluxAt, top, height } of panels) {
			expect(fluxAt(y(6.5))).toBeCloseTo(6.5, 9);
			expect(y(6)).toBeGreaterThan(top);
			expect(y(6)).toBeLessThan(top + height);
		}
	});

	test('draws epochs hollow that are proposed not to count, in their band only', () => {
		const bands = plottedBands([band(887.5), band(1367.5)], {
			...{ hand: null, images: null },
			hollow: [{ mjd: 60050, frequencyMhz: 888 }]
		});
		expect(bands.map(({ hollow }) => hollow)).toEqual([
			[false, true, false],
			[false, false, false]
		]);
		const [low, high] = lensLayout(bands, { width: 600, residualsOf: 'lens' }).panels;
		expect([low.points, low.hollow].map((path) => path.match(/M/g)?.length)).toEqual([2, 1]);
		expect(high.hollow).toBe('');
	});

	test('of equal times and fluxes is still drawn', () => {
		const flat = { ...band(887.5), mjd: [60000, 60000, 60000], flux: [5, 5, 5], error: [0, 0, 0] };
		const bands = plottedBands([{ ...flat, lens: null, curve: null, ordinary: [5, 5, 5] }], {
			hand: null,
			images: null
		});
		const { panels, x } = lensLayout(bands, { width: 300, residualsOf: 'ordinary' });
		expect(panels[0].points).not.toContain('NaN');
		expect(Number.isFinite(x(60000))).toBe(true);
	});
});

describe('a slider', () => {
	test('stands where its value is, whatever the scale, and ends at the ends', () => {
		for (const slider of lensSliders(60000, 60365)) {
			for (const position of [0, 1, 250, 999, SLIDER_STEPS])
				expect(sliderPosition(slider, sliderValue(slider, position)), slider.key).toBe(position);
			expect(sliderPosition(slider, -1e9)).toBe(0);
			expect(sliderPosition(slider, 1e9)).toBe(SLIDER_STEPS);
		}
	});
});

test('a lens kept as an annotation says its numbers in at most 200 characters', () => {
	const lens = {
		...{ t0Mjd: 60405.5123, tauDays: 20.22, alpha: 6.724, sigmaS: 0.38, egress: 1 },
		...{ compactFraction: 0.7746, byId: 'b', byName: 'B'.repeat(80) }
	};
	expect(lensAnnotation({ ...lens, byName: 'Ben' }, 12129.3)).toBe(
		'Lens by Ben: t₀ MJD 60405.51, τ 20.2 d, α 6.72, f 0.775, σ_s 0.380 a, Δχ² 12129'
	);
	expect(lensAnnotation(lens, -1e12).length).toBeLessThanOrEqual(200);
});
