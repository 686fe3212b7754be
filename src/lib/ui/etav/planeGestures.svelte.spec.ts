import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlanePoint } from '#science/table/planeSelection.ts';
import type { PlaneWindow } from '#science/table/densityGrid.ts';
import { planeGestures, type PlaneTool } from './planeGestures.ts';

/** A plane of 100 × 100 CSS pixels, from 0 to 10 both ways, V upwards. */
const SIZE = { width: 100, height: 100 };
let plot: HTMLElement;
let window: PlaneWindow;
let tool: PlaneTool;
let outlines: (PlanePoint[] | null)[];
let enclosed: { kind: string; outline: PlanePoint[] }[];
let pressed: { left: number; top: number }[];
let stop: () => void;

beforeEach(() => {
	plot = document.createElement('div');
	// What this DOM cannot do, and the gestures only ask for.
	plot.setPointerCapture = () => {};
	document.body.append(plot);
	window = { xMin: 0, xMax: 10, yMin: 0, yMax: 10 };
	tool = 'pan';
	[outlines, enclosed, pressed] = [[], [], []];
	stop = planeGestures(plot, {
		view: () => ({ window, size: SIZE }),
		tool: () => tool,
		onwindow: (moved) => (window = moved),
		onoutline: (drawn) => outlines.push(drawn),
		onenclose: (kind, outline) => enclosed.push({ kind, outline }),
		onhover: () => {},
		onpress: (at) => pressed.push(at)
	});
});
afterEach(() => {
	stop();
	plot.remove();
});

function send(
	type: 'down' | 'move' | 'up' | 'cancel',
	[left, top]: readonly [number, number],
	more: PointerEventInit = {}
) {
	const at = { clientX: left, clientY: top, pointerId: 1, button: 0, bubbles: true };
	plot.dispatchEvent(new PointerEvent(`pointer${type}`, { ...at, ...more }));
}

function drag(places: readonly (readonly [number, number])[], more: PointerEventInit = {}) {
	send('down', places[0], more);
	for (const place of places.slice(1)) send('move', place, more);
	send('up', places[places.length - 1], more);
}

describe('with one pointer', () => {
	test('dragging moves the plane under it', () => {
		drag([
			[50, 50],
			[60, 50],
			[70, 30]
		]);
		expect(window.xMin).toBeCloseTo(-2, 10);
		expect(window.yMin).toBeCloseTo(-2, 10);
		expect(window.xMax - window.xMin).toBeCloseTo(10, 10);
		expect(enclosed).toEqual([]);
	});

	test('a press that hardly moves chooses, with any tool', () => {
		for (tool of ['pan', 'box', 'lasso'] as const) {
			drag([
				[20, 20],
				[22, 21]
			]);
		}
		expect(pressed).toHaveLength(3);
		expect(enclosed).toEqual([]);
		expect(window.xMin).toBe(0);
	});

	test('a box is its two corners, in the numbers of the plane', () => {
		tool = 'box';
		drag([
			[10, 10],
			[30, 90],
			[40, 60]
		]);
		expect(enclosed).toEqual([
			{
				kind: 'box',
				outline: [
					{ x: 1, y: 9 },
					{ x: 4, y: 4 }
				]
			}
		]);
		expect(outlines.at(-1), 'nothing stays drawn').toBeNull();
	});

	test('a lasso is every place it went through; Shift and Alt take a tool for once', () => {
		drag(
			[
				[10, 90],
				[50, 90],
				[50, 50]
			],
			{ altKey: true }
		);
		drag(
			[
				[10, 90],
				[50, 50]
			],
			{ shiftKey: true }
		);
		expect(enclosed.map(({ kind }) => kind)).toEqual(['lasso', 'box']);
		expect(enclosed[0].outline).toEqual([
			{ x: 1, y: 1 },
			{ x: 5, y: 1 },
			{ x: 5, y: 5 }
		]);
	});

	test('what the browser takes away encloses nothing', () => {
		tool = 'box';
		send('down', [10, 10]);
		send('move', [60, 60]);
		send('cancel', [60, 60]);
		expect(enclosed).toEqual([]);
		expect(outlines.at(-1)).toBeNull();
	});
});

describe('with two fingers', () => {
	const second = { pointerId: 2 };

	test('spreading zooms in where they are, and gives up what was being drawn', () => {
		tool = 'lasso';
		send('down', [40, 50]);
		send('down', [60, 50], second);
		send('move', [30, 50]);
		send('move', [70, 50], second);
		expect(window.xMax - window.xMin).toBeCloseTo(5, 10);
		expect((window.xMin + window.xMax) / 2).toBeCloseTo(5, 10);
		send('up', [30, 50]);
		send('up', [70, 50], second);
		expect(enclosed).toEqual([]);
		expect(pressed).toEqual([]);
	});

	test('closing zooms out; moving together moves', () => {
		send('down', [25, 50]);
		send('down', [75, 50], second);
		send('move', [40, 50]);
		send('move', [60, 50], second);
		expect(window.xMax - window.xMin).toBeGreaterThan(20);
	});

	test('the finger that stays goes on moving the plane', () => {
		send('down', [40, 50]);
		send('down', [60, 50], second);
		send('up', [60, 50], second);
		const before = window;
		send('move', [50, 50]);
		expect(window.xMin).toBeCloseTo(before.xMin - 1, 10);
		expect(window.xMax - window.xMin).toBeCloseTo(10, 10);
		send('up', [50, 50]);
		expect(pressed, 'no press').toEqual([]);
	});
});

test('the wheel zooms where the pointer is', () => {
	// This DOM's wheel has no place.
	const wheel = Object.assign(new WheelEvent('wheel', { deltaY: -400 }), {
		clientX: 0,
		clientY: 100
	});
	plot.dispatchEvent(wheel);
	expect(window.xMin).toBeCloseTo(0, 10);
	expect(window.yMin).toBeCloseTo(0, 10);
	expect(window.xMax).toBeCloseTo(10 / Math.E, 10);
});
