import { expect, test } from 'vitest';
import { channelTable, COLOUR_MAPS, isColourMap } from './colourMaps.ts';

test('the tables of a map run from its faintest to its brightest colour', () => {
	expect(channelTable(['#000000', '#ff8000'], 0)).toBe('0.000 1.000');
	expect(channelTable(['#000000', '#ff8000'], 1)).toBe('0.000 0.502');
	expect(channelTable(['#000000', '#ff8000'], 2)).toBe('0.000 0.000');
});

test('inverted grey is white where nothing is', () => {
	expect(channelTable(COLOUR_MAPS.inverted.colours, 0)).toBe('1.000 0.000');
});

test('a name kept by an earlier version is told apart', () => {
	expect(isColourMap('viridis')).toBe(true);
	expect(isColourMap('rainbow')).toBe(false);
});
