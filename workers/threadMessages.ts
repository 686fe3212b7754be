import type { FailureCode } from '#schema/failure.ts';

/** What the pool tells a thread, and what a thread tells the pool. */
export type ToThread = { type: 'run'; input: unknown } | { type: 'answer'; answer: unknown };
export type FromThread =
	| { type: 'progress'; done: number; total: number }
	| { type: 'ask'; question: unknown }
	| { type: 'done'; output: unknown }
	| { type: 'failed'; message: string; code: FailureCode | null; field: string | undefined };

/** The memory of every typed array in plain objects and arrays: handed over, not copied. */
export function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
	if (ArrayBuffer.isView(value)) addWhole(value, found);
	else if (value !== null && typeof value === 'object' && !isTexts(value))
		for (const part of Object.values(value)) buffersOf(part, found);
	return [...found];
}

/** Small node Buffers share one pool, which must stay here. */
function addWhole(view: ArrayBufferView, found: Set<ArrayBuffer>): void {
	const whole = view.byteLength === view.buffer.byteLength;
	if (whole && view.buffer instanceof ArrayBuffer) found.add(view.buffer);
}

/** Names by the ten thousand need not be looked through. */
function isTexts(value: object): boolean {
	return Array.isArray(value) && typeof value[0] !== 'object';
}
