import { expect, test } from 'vitest';
import { logTicks, outlinePath, panned, placing, wholeOf, zoomed } from './planeWindow.ts';

const window = { xMin: 0, xMax: 2, yMin: -2, yMax: 0 };

test('the point under the pointer stays there when zooming', () => {
	const size = { width: 400, height: 200 };
	const before = placing(window, size);
	const closer = zoomed(window, 0.5, { right: 0.25, up: 0.75 });
	const after = placing(closer, size);
	expect(after.x(100)).toBeCloseTo(before.x(100), 12);
	expect(after.y(50)).toBeCloseTo(before.y(50), 12);
	expect(closer.xMax - closer.xMin).toBe(1);
});

test('nobody zooms into nothing or out of sight', () => {
	let far = window;
	for (let i = 0; i < 200; i++) far = zoomed(far, 0.5);
	expect(far.xMax - far.xMin).toBeCloseTo(1e-4, 10);
	for (let i = 0; i < 200; i++) far = zoomed(far, 2);
	expect(far.yMax - far.yMin).toBeCloseTo(40, 10);
});

test('there and back is the same place; up is up', () => {
	expect(panned(panned(window, 0.3, 0.1), -0.3, -0.1)).toEqual(window);
	const { left, top, x, y } = placing(window, { width: 300, height: 100 });
	expect(x(left(0.7))).toBeCloseTo(0.7, 12);
	expect(y(top(-0.2))).toBeCloseTo(-0.2, 12);
	expect(top(0)).toBe(0);
});

test('one point alone has room around it', () => {
	const { xMin, xMax } = wholeOf({ xMin: 1, xMax: 1, yMin: 1, yMax: 1 });
	expect(xMax - xMin).toBeGreaterThan(0.05);
});

test('ticks are decades, then 2 and 5 between, then even steps', () => {
	const texts = (from: number, to: number) => logTicks(from, to).map(({ text }) => text);
	expect(texts(-4.5, 5.1)).toEqual([
		...['10⁻⁴', '0.001', '0.01', '0.1', '1', '10', '100', '1000', '10000', '10⁵']
	]);
	expect(texts(-0.1, 1.1)).toEqual(['1', '2', '5', '10']);
	expect(texts(Math.log10(2.01), Math.log10(2.09))).toEqual(['2.02', '2.04', '2.06', '2.08']);
});

test('200 windows: every tick lies in view, and there are neither none nor too many', () => {
	for (let i = 0; i < 200; i++) {
		const from = -6 + (i % 17) * 0.7;
		const to = from + 10 ** (-3 + (i / 200) * 4.5);
		const ticks = logTicks(from, to);
		expect(ticks.length, `${from} to ${to}`).toBeGreaterThan(0);
		expect(ticks.length).toBeLessThan(18);
		expect(ticks.every(({ at }) => at >= from - 1e-9 && at <= to + 1e-9)).toBe(true);
	}
});

test('a box is drawn by two corners, a lasso by all of its', () => {
	const place = { left: (x: number) => x, top: (y: number) => -y };
	expect(outlinePath([{ x: 1, y: 2 }], place)).toBe('');
	const box = [
		{ x: 1, y: 2 },
		{ x: 3, y: 4 }
	];
	expect(outlinePath(box, place)).toBe('M1 -2L3 -2L3 -4L1 -4Z');
	expect(outlinePath([...box, { x: 5, y: 6 }], place)).toBe('M1 -2L3 -4L5 -6Z');
});
