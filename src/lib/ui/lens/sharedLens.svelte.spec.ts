import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { ObservedMap } from '#realtime/observedMap.svelte.ts';
import type { Room } from '#realtime/room.svelte.ts';
import { LENS_KEY, lensOverlaySchema, type LensOverlay } from '#schema/lens.ts';
import { SharedLens } from './sharedLens.svelte.ts';

const BEN = { id: 'ben', displayName: 'Ben' };
const NUMBERS = {
	...{ t0Mjd: 60_000, tauDays: 20, alpha: 5, sigmaS: 0.5, egress: 1, compactFraction: 0.3 }
};
let map: Y.Map<unknown>;
let lens: SharedLens;

beforeEach(() => {
	vi.useFakeTimers();
	map = new Y.Doc().getMap('lens');
	const parse = (value: unknown): LensOverlay | null =>
		lensOverlaySchema.safeParse(value).data ?? null;
	// Of a room, all that is used here.
	const room = { lens: new ObservedMap(map, parse) } as unknown as Room;
	lens = new SharedLens(
		() => room,
		() => BEN
	);
});
afterEach(() => vi.useRealTimers());

test('what is moved here is seen here at once, and by the others at most eight times a second and at last', () => {
	let told = 0;
	map.observe(() => told++);
	for (let k = 0; k <= 60; k++) {
		lens.put({ ...NUMBERS, alpha: 5 + k / 10 });
		flushSync();
		expect(lens.current?.alpha).toBe(5 + k / 10);
		vi.advanceTimersByTime(1000 / 60);
	}
	vi.advanceTimersByTime(200);
	expect(told).toBeLessThanOrEqual(10);
	expect(map.get(LENS_KEY)).toMatchObject({ alpha: 11, byId: 'ben', byName: 'Ben' });
});

test('two parameters moved by two people are both kept', () => {
	lens.put(NUMBERS);
	map.set(LENS_KEY, { ...NUMBERS, alpha: 9, byId: 'ana', byName: 'Ana' });
	lens.move({ tauDays: 40 });
	vi.advanceTimersByTime(200);
	expect(map.get(LENS_KEY)).toMatchObject({ alpha: 9, tauDays: 40, byName: 'Ben' });
});

test('numbers beyond what a lens may have are taken to the nearest; what is none is left out', () => {
	lens.put({ ...NUMBERS, alpha: 1e9, compactFraction: -3 });
	expect(lens.current).toMatchObject({ alpha: 80, compactFraction: 0 });
	lens.move({ t0Mjd: NaN });
	expect(lens.current?.t0Mjd).toBe(60_000);
});

test('is taken away for all, and moving what is not there makes none', () => {
	lens.put(NUMBERS);
	vi.advanceTimersByTime(200);
	lens.remove();
	expect(lens.current).toBeNull();
	lens.move({ alpha: 3 });
	expect(map.size).toBe(0);
});

test('without a room it is this page’s alone', () => {
	const alone = new SharedLens(
		() => null,
		() => BEN
	);
	alone.put(NUMBERS);
	vi.advanceTimersByTime(200);
	expect(alone.isShared).toBe(false);
	expect(alone.current?.alpha).toBe(5);
	alone.remove();
	expect(alone.current).toBeNull();
});
