import { describe, expect, test } from 'vitest';
import { Random } from '#science/stats/random.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { graticule } from './graticule.ts';
import { isWhole, panned, reachDeg, sheetOf, viewOf, WHOLE_SKY, zoomed } from './mapView.ts';

const SIZE = { width: 900, height: 450 };
const stream = new Random('maps');
const anyView = () => ({
	ra: stream.between(0, 360),
	dec: stream.between(-70, 70),
	fovDeg: stream.between(0.1, 60)
});

describe('a view of the sky', () => {
	test('keeps what is under the pointer where it is while it zooms', () => {
		for (let n = 0; n < 300; n++) {
			const view = anyView();
			const at = { left: stream.between(200, 700), top: stream.between(100, 350) };
			const held = sheetOf(view, SIZE).toSky(at.left, at.top);
			const nearer = zoomed(view, SIZE, stream.between(0.5, 2), at);
			if (!held || isWhole(nearer)) continue;
			const now = sheetOf(nearer, SIZE).toSheet(held.ra, held.dec);
			// North turns a little when the middle moves: the wider the view, the more.
			expect(Math.hypot((now?.left ?? 1e9) - at.left, (now?.top ?? 1e9) - at.top)).toBeLessThan(
				view.fovDeg < 10 && Math.abs(view.dec) < 60 ? 12 : 200
			);
		}
	});

	test('follows the hand: what was at the middle goes where it is dragged', () => {
		const view = { ra: 10, dec: -30, fovDeg: 8 };
		const moved = panned(view, SIZE, 100, -50);
		const at = sheetOf(moved, SIZE).toSheet(10, -30);
		expect(at?.left).toBeCloseTo(550, -1);
		expect(at?.top).toBeCloseTo(175, -1);
	});

	test('becomes the whole sky when it is wide enough, and never wider', () => {
		let view = { ra: 10, dec: -30, fovDeg: 8 };
		for (let n = 0; n < 40; n++) view = zoomed(view, SIZE, 1 / 1.5);
		expect(isWhole(view)).toBe(true);
		expect(view.fovDeg).toBe(WHOLE_SKY.fovDeg);
	});

	test('that is made for some positions shows them all, across 0 h too', () => {
		for (let n = 0; n < 200; n++) {
			const centre = { ra: stream.between(-3, 3), dec: stream.between(-85, 85) };
			const positions = Array.from({ length: 5 }, () => ({
				ra: (centre.ra + stream.between(-5, 5) + 360) % 360,
				dec: Math.max(-90, Math.min(90, centre.dec + stream.between(-2, 2)))
			}));
			const square = { width: 400, height: 400 };
			const sheet = sheetOf(viewOf(positions), square);
			for (const { ra, dec } of positions) {
				const at = sheet.toSheet(ra, dec);
				expect(at).not.toBeNull();
				expect(
					Math.max(Math.abs((at?.left ?? 0) - 200), Math.abs((at?.top ?? 0) - 200))
				).toBeLessThan(201);
			}
		}
	});

	test('reaches its corners', () => {
		for (let n = 0; n < 100; n++) {
			const view = anyView();
			const corner = sheetOf(view, SIZE).toSky(0, 0);
			if (corner)
				expect(separationDeg(view.ra, view.dec, corner.ra, corner.dec)).toBeLessThan(
					reachDeg(view, SIZE) + 1e-6
				);
		}
	});

	test('has some lines and labels at every size', () => {
		for (const view of [WHOLE_SKY, ...Array.from({ length: 60 }, anyView)]) {
			const { lines, labels } = graticule(view, SIZE, sheetOf(view, SIZE));
			expect(lines).toContain('L');
			expect(lines).not.toContain('NaN');
			expect(labels.length).toBeGreaterThan(1);
			expect(labels.length).toBeLessThan(60);
		}
	});
});
