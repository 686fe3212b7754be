import type { Picking } from './plot.ts';

interface Picker {
	/** Time at a horizontal position on the canvas, CSS pixels from its left edge. */
	timeAt: (pixel: number) => number;
	mode: () => Picking;
	ondrag: (fromMjd: number, toMjd: number) => void;
	onpick: (fromMjd: number, toMjd: number) => void;
}

/** Lets a pointer mark a time or a span of time on a canvas while a mode is on. */
export function pickTimes(canvas: HTMLCanvasElement, picker: Picker): { stop: () => void } {
	let start: number | null = null;

	const time = (event: PointerEvent) => picker.timeAt(event.offsetX);

	function begin(event: PointerEvent) {
		if (picker.mode() === null || event.button !== 0) return;
		start = time(event);
		canvas.setPointerCapture(event.pointerId);
		event.preventDefault();
	}

	function move(event: PointerEvent) {
		if (start === null) return;
		const end = picker.mode() === 'marker' ? start : time(event);
		picker.ondrag(Math.min(start, end), Math.max(start, end));
	}

	function finish(event: PointerEvent) {
		if (start === null) return;
		const end = picker.mode() === 'marker' ? start : time(event);
		const [from, to] = [Math.min(start, end), Math.max(start, end)];
		start = null;
		if (Number.isFinite(from) && Number.isFinite(to)) picker.onpick(from, to);
	}

	const cancel = () => (start = null);
	const stop = new AbortController();
	canvas.addEventListener('pointerdown', begin, { signal: stop.signal });
	canvas.addEventListener('pointermove', move, { signal: stop.signal });
	canvas.addEventListener('pointerup', finish, { signal: stop.signal });
	canvas.addEventListener('pointercancel', cancel, { signal: stop.signal });
	return { stop: () => stop.abort() };
}
