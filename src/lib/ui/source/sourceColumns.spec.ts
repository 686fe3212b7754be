import { describe, expect, test } from 'vitest';
import type { SourceRow } from '#schema/sourceQuery.ts';
import { SOURCE_COLUMNS, sourceColumnsNamed, type SourceColumnKey } from '#schema/sourceTable.ts';
import { cellText, tableColumns } from './sourceColumns.ts';

// A row holds far more than a cell asks of it.
const row = {
	name: 'J100024.0-301200',
	runName: 'pilot',
	wavgRa: 150.1,
	wavgDec: -0.5,
	wavgUncertaintyEw: 0.0001,
	nNeighbourDist: 0.0256,
	avgFluxPeak: 12.3456,
	minFluxPeak: -0.12345,
	etaPeak: 5.678,
	vPeak: Number.NaN,
	nMeas: 12,
	isNew: false,
	newHighSigma: 0,
	separationArcsec: null,
	tags: ['flare', 'star'],
	verdict: null,
	isFavourite: true
} as unknown as SourceRow;

function said(key: SourceColumnKey, of = row): string {
	return sourceColumnsNamed([key])
		.map((column) => cellText(column, of))
		.join();
}

describe('cells of a table of sources', () => {
	test.each([
		['wavgRa', '10:00:24.00'],
		['wavgDec', '−00:30:00.0'],
		['wavgUncertaintyEw', '0.360'],
		['nNeighbourDist', '1.54'],
		['avgFluxPeak', '12.346'],
		['minFluxPeak', '−0.123'],
		['etaPeak', '5.68'],
		['nMeas', '12'],
		['tags', 'flare, star']
	] as const)('%s has the precision and the unit of its column: %s', (key, text) => {
		expect(said(key)).toBe(text);
	});

	test('what was not measured is a dash', () => {
		for (const key of ['vPeak', 'separationArcsec', 'verdict', 'newHighSigma'] as const)
			expect(said(key)).toBe('–');
		expect(said('newHighSigma', { ...row, isNew: true, newHighSigma: 7 })).toBe('7.000');
	});
});

describe('sorting by the title of a column', () => {
	const hrefs = (sort: 'name' | 'etaPeak', order: 'asc' | 'desc') =>
		new Map(
			tableColumns(SOURCE_COLUMNS, { sort, order }, (next) => `${next.sort} ${next.order}`).map(
				({ key, sortHref, sorted }) => [key, `${sortHref ?? ''} ${sorted ?? ''}`]
			)
		);

	test('begins with the interesting end, and turns round when pressed again', () => {
		expect(hrefs('name', 'asc').get('etaPeak')).toBe('etaPeak desc ');
		expect(hrefs('etaPeak', 'desc').get('etaPeak')).toBe('etaPeak asc descending');
		expect(hrefs('etaPeak', 'asc').get('etaPeak')).toBe('etaPeak desc ascending');
		expect(hrefs('etaPeak', 'asc').get('name')).toBe('name asc ');
	});

	test('leads nowhere for what is not sorted by', () => {
		expect(hrefs('name', 'asc').get('tags')).toBe(' ');
	});
});
