import { expect, test } from 'vitest';
import { Random } from '#science/stats/random.ts';
import { keptSelection, NOTHING_SELECTED, selectionAmong } from './selection.ts';

const idsOf = (rows: Uint32Array, sourceId: Float64Array) =>
	Array.from(rows, (row) => sourceId[row]);

test('a selection is of the same sources among points that came since, whatever their order', () => {
	const random = new Random('selections');
	for (let round = 0; round < 100; round += 1) {
		const sourceId = Float64Array.from({ length: 40 }, (_, i) => 100 + i);
		const rows = Uint32Array.from({ length: 40 }, (_, i) => i).filter(() => random.uniform() < 0.4);
		const box = { xMin: 0, xMax: 1, yMin: 0, yMax: 1 };
		const later = sourceId
			.filter(() => random.uniform() < 0.8)
			.sort((a, b) => ((a * 7919) % 101) - ((b * 7919) % 101));
		const found = selectionAmong({ sourceId: later }, keptSelection({ rows, box }, { sourceId }));
		const there = new Set(later);
		const expected = idsOf(rows, sourceId).filter((id) => there.has(id));
		expect(idsOf(found.rows, later).sort()).toEqual(expected.sort());
		expect([...found.rows], 'ascending').toEqual([...found.rows].sort((a, b) => a - b));
	}
});

test('of sources that are gone nothing is left', () => {
	const kept = keptSelection(
		{ rows: Uint32Array.of(0, 1), box: null },
		{ sourceId: Float64Array.of(1, 2) }
	);
	expect(selectionAmong({ sourceId: Float64Array.of(3) }, kept)).toBe(NOTHING_SELECTED);
});
