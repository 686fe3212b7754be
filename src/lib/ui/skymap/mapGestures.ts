interface Finger {
	left: number;
	top: number;
}

export interface MapGestures {
	/** Pixels to the right and down. */
	onpan: (right: number, down: number) => void;
	onzoom: (factor: number, at: Finger) => void;
	onpress: (at: Finger) => void;
}

/** A pointer that moves less than this, CSS pixels, has pressed, not dragged. */
const STILL = 4;

/** Drag, wheel and pinch on a map. Returns how to stop listening. */
export function mapGestures(element: HTMLElement | SVGElement, gestures: MapGestures): () => void {
	const fingers = new Map<number, Finger>();
	let begun: Finger | null = null;

	const placeOf = (event: MouseEvent): Finger => {
		const { left, top } = element.getBoundingClientRect();
		return { left: event.clientX - left, top: event.clientY - top };
	};

	function wheel(event: WheelEvent) {
		event.preventDefault();
		// A line of a mouse's wheel is some 16 pixels of a touchpad's.
		const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
		const turn = Math.max(-1, Math.min(1, event.deltaY * pixels * 0.0025));
		gestures.onzoom(Math.exp(-turn), placeOf(event));
	}

	function down(event: PointerEvent) {
		if (event.button !== 0) return;
		element.setPointerCapture(event.pointerId);
		fingers.set(event.pointerId, placeOf(event));
		begun = fingers.size === 1 ? placeOf(event) : null;
	}

	function move(event: PointerEvent) {
		const from = fingers.get(event.pointerId);
		if (!from) return;
		const to = placeOf(event);
		const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
		if (begun && distance(begun, to) <= STILL) return;
		begun = null;
		fingers.set(event.pointerId, to);
		// Of two fingers each moves the middle between them by half.
		const part = other ? 0.5 : 1;
		gestures.onpan((to.left - from.left) * part, (to.top - from.top) * part);
		if (other && distance(from, other) > 0)
			gestures.onzoom(distance(to, other) / distance(from, other), {
				left: (to.left + other.left) / 2,
				top: (to.top + other.top) / 2
			});
	}

	function up(event: PointerEvent) {
		if (!fingers.delete(event.pointerId) || !begun) return;
		gestures.onpress(begun);
		begun = null;
	}

	function cancel(event: PointerEvent) {
		fingers.delete(event.pointerId);
		begun = null;
	}

	const stop = new AbortController();
	const { signal } = stop;
	const listen = <K extends keyof HTMLElementEventMap>(
		name: K,
		heard: (event: HTMLElementEventMap[K]) => void
	) =>
		// Events of these names are of these types on any element.
		element.addEventListener(name, heard as EventListener, { signal, passive: false });
	listen('wheel', wheel);
	listen('pointerdown', down);
	listen('pointermove', move);
	listen('pointerup', up);
	listen('pointercancel', cancel);
	return () => stop.abort();
}

const distance = (a: Finger, b: Finger) => Math.hypot(a.left - b.left, a.top - b.top);
