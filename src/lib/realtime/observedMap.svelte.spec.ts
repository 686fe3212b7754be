import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ObservedMap } from './observedMap.svelte.ts';

function parse(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

test('a remote change reruns what reads the map', () => {
	const here = new Y.Doc();
	const there = new Y.Doc();
	const markers = new ObservedMap(here.getMap('markers'), parse);
	const counts: number[] = [];
	const stop = $effect.root(() => {
		$effect(() => void counts.push(Object.keys(markers.entries).length));
	});
	flushSync();
	there.getMap('markers').set('m1', 'dip');
	Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
	flushSync();
	expect(counts).toEqual([0, 1]);
	stop();
});

test('values of another shape, as a hostile browser may write them, are left out', () => {
	const map = new Y.Doc().getMap('markers');
	map.set('good', 'dip');
	map.set('bad', { html: '<script>' });
	expect(new ObservedMap(map, parse).entries).toEqual({ good: 'dip' });
});

test('what is set here is in the shared map, and deleting takes it out', () => {
	const map = new Y.Doc().getMap('markers');
	const markers = new ObservedMap(map, parse);
	markers.set('m1', 'dip');
	expect(map.toJSON()).toEqual({ m1: 'dip' });
	markers.delete('m1');
	expect(markers.entries).toEqual({});
});
