import { expect, test } from 'vitest';
import type { ColourTest } from '#schema/lens.ts';
import { colourPlot, colourSentence } from './colourPlot.ts';

const BOX = { width: 300, height: 200 };
const strengths = (index: number): ColourTest => ({
	bands: [800, 1100, 1600].map((frequencyMhz) => ({
		frequencyMhz,
		alpha: 8 * (800 / frequencyMhz) ** index,
		lnAlphaError: 0.1
	})),
	index: { value: index, error: 0.3 },
	lensOverAchromatic: index === 2 ? 40 : -40
});

test('strengths ∝ λ² stand on the line of a lens, equal ones on the flat one', () => {
	for (const [index, line] of [
		[2, 'lens'],
		[0, 'flat']
	] as const) {
		const plot = colourPlot(strengths(index), BOX);
		if (!plot) throw new Error('there is no plot');
		const { x1, x2, y1, y2 } = plot[line];
		for (const { x, y } of plot.points)
			expect(y).toBeCloseTo(y1 + ((x - x1) / (x2 - x1)) * (y2 - y1), 6);
	}
});

test('a band that does not tell is left out; one alone is no plot', () => {
	const test = strengths(2);
	test.bands[0].alpha = null;
	expect(colourPlot(test, BOX)?.points.map(({ band }) => band)).toEqual([1, 2]);
	test.bands[1].lnAlphaError = null;
	expect(colourPlot(test, BOX)).toBeNull();
});

test('the sentence says which of the two it is, and when the bands do not decide', () => {
	expect(colourSentence(strengths(2))).toMatch(/it has the colour of a lens; α ∝ λ² is better/);
	expect(colourSentence(strengths(0))).toMatch(/it has no colour/);
	expect(colourSentence(strengths(1))).toMatch(/it fits neither/);
	const wide = { ...strengths(1), index: { value: 1, error: 2 } };
	expect(colourSentence(wide)).toMatch(/the bands do not decide/);
	const none = { ...strengths(1), index: { value: 1, error: null } };
	expect(colourSentence(none)).toMatch(/do not tell/);
});
