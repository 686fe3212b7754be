import type { PlanePoint } from '#science/table/planeSelection.ts';
import type { PlaneWindow } from '#science/table/densityGrid.ts';
import { panned, placing, zoomed, type PlotSize } from './planeWindow.ts';

export type PlaneTool = 'pan' | 'box' | 'lasso';

export interface PlaneGestures {
	view: () => { window: PlaneWindow; size: PlotSize };
	tool: () => PlaneTool;
	onwindow: (window: PlaneWindow) => void;
	/** While it is drawn; null when it is given up. */
	onoutline: (outline: PlanePoint[] | null) => void;
	/** A box by its two corners, a lasso by all of its. */
	onenclose: (kind: 'box' | 'lasso', outline: PlanePoint[]) => void;
	/** CSS pixels; null when the pointer has left. */
	onhover: (at: { left: number; top: number } | null) => void;
	onpress: (at: { left: number; top: number }) => void;
}

/** A pointer that moves less than this, CSS pixels, has pressed, not dragged. */
const STILL = 4;

interface Finger {
	left: number;
	top: number;
}

type Drag =
	| { kind: 'press' }
	| { kind: 'pan' }
	| { kind: 'pinch' }
	| { kind: 'box' | 'lasso'; outline: PlanePoint[] };

/** Wheel, drag, shift-drag and pinch on a plot. Returns how to stop listening. */
export function planeGestures(element: HTMLElement, gestures: PlaneGestures): () => void {
	const fingers = new Map<number, Finger>();
	let begun: Finger = { left: 0, top: 0 };
	let drag: Drag | null = null;

	const placeOf = (event: MouseEvent): Finger => {
		const { left, top } = element.getBoundingClientRect();
		return { left: event.clientX - left, top: event.clientY - top };
	};
	const pointOf = ({ left, top }: Finger): PlanePoint => {
		const { window, size } = gestures.view();
		const place = placing(window, size);
		return { x: place.x(left), y: place.y(top) };
	};
	const zoomAt = (factor: number, { left, top }: Finger) => {
		const { window, size } = gestures.view();
		const at = { right: left / size.width, up: 1 - top / size.height };
		gestures.onwindow(zoomed(window, factor, at));
	};
	const moveBy = (from: Finger, to: Finger) => {
		const { window, size } = gestures.view();
		const right = (from.left - to.left) / size.width;
		gestures.onwindow(panned(window, right, (to.top - from.top) / size.height));
	};

	function wheel(event: WheelEvent) {
		event.preventDefault();
		// A line of a mouse's wheel is some 16 pixels of a touchpad's.
		const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
		zoomAt(Math.exp(Math.max(-1, Math.min(1, event.deltaY * pixels * 0.0025))), placeOf(event));
	}

	function down(event: PointerEvent) {
		if (event.button !== 0 || isCut(event.target)) return;
		element.setPointerCapture(event.pointerId);
		fingers.set(event.pointerId, placeOf(event));
		if (fingers.size > 1) {
			gestures.onoutline(null);
			drag = { kind: 'pinch' };
			return;
		}
		begun = placeOf(event);
		const tool = event.shiftKey ? 'box' : event.altKey ? 'lasso' : gestures.tool();
		drag = tool === 'pan' ? { kind: 'press' } : { kind: tool, outline: [pointOf(begun)] };
	}

	function move(event: PointerEvent) {
		const to = placeOf(event);
		const from = fingers.get(event.pointerId);
		if (!from || !drag) return gestures.onhover(to);
		if (drag.kind === 'pinch') return pinch(event.pointerId, to);
		if (drag.kind === 'press' && distance(begun, to) > STILL) drag = { kind: 'pan' };
		if (drag.kind === 'pan') moveBy(from, to);
		if (drag.kind === 'box' || drag.kind === 'lasso') {
			const kept = drag.kind === 'box' ? drag.outline.slice(0, 1) : drag.outline;
			drag.outline = [...kept, pointOf(to)];
			gestures.onoutline(drag.outline);
		}
		fingers.set(event.pointerId, to);
	}

	function pinch(id: number, to: Finger) {
		const before = [...fingers.values()];
		fingers.set(id, to);
		const after = [...fingers.values()];
		moveBy(between(before), between(after));
		const spread = distance(after[0], after[1]);
		if (spread > 0) zoomAt(distance(before[0], before[1]) / spread, between(after));
	}

	function up(event: PointerEvent) {
		if (!fingers.delete(event.pointerId)) return;
		if (fingers.size > 0) return goOnWith(fingers.size);
		const ended = drag;
		drag = null;
		gestures.onoutline(null);
		if (!ended || ended.kind === 'pan' || ended.kind === 'pinch') return;
		// With any tool a press chooses a point.
		if (ended.kind === 'press' || distance(begun, placeOf(event)) <= STILL)
			return gestures.onpress(placeOf(event));
		gestures.onenclose(ended.kind, ended.outline);
	}

	function cancel(event: PointerEvent) {
		fingers.delete(event.pointerId);
		gestures.onoutline(null);
		if (fingers.size > 0) goOnWith(fingers.size);
		else drag = null;
	}

	/** Of a pinch one finger was lifted: the other moves the plane. */
	function goOnWith(left: number) {
		if (left === 1) drag = { kind: 'pan' };
	}

	const leave = () => gestures.onhover(null);
	const stop = new AbortController();
	const { signal } = stop;
	element.addEventListener('wheel', wheel, { passive: false, signal });
	element.addEventListener('pointerdown', down, { signal });
	element.addEventListener('pointermove', move, { signal });
	element.addEventListener('pointerup', up, { signal });
	element.addEventListener('pointercancel', cancel, { signal });
	element.addEventListener('pointerleave', leave, { signal });
	return () => stop.abort();
}

/** A cut's line is dragged by itself. It cannot keep its events from here: Svelte hears them at the root, after the plane. */
const isCut = (target: EventTarget | null) =>
	target instanceof Element && target.closest('[role="slider"]') !== null;

const distance = (a: Finger, b: Finger) => Math.hypot(a.left - b.left, a.top - b.top);

function between([a, b]: Finger[]): Finger {
	return { left: (a.left + b.left) / 2, top: (a.top + b.top) / 2 };
}
