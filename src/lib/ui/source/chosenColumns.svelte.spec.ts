import { beforeEach, describe, expect, test } from 'vitest';
import { USUAL_SOURCE_COLUMNS } from '#schema/sourceTable.ts';
import { ChosenColumns, readColumns } from './chosenColumns.svelte.ts';

beforeEach(() => localStorage.clear());

describe('the columns of a table of sources', () => {
	test('are the usual ones until somebody chooses', () => {
		expect(new ChosenColumns().keys).toEqual(USUAL_SOURCE_COLUMNS);
	});

	test('are remembered, and the usual ones come back', () => {
		const columns = new ChosenColumns();
		columns.show('tags', false);
		columns.show('etaInt', true);
		const later = new ChosenColumns();
		expect(later.keys.at(-1)).toBe('etaInt');
		expect(later.keys).not.toContain('tags');
		later.forget();
		expect(columns.areUsual).toBe(true);
	});

	test('change places, but never with the name, which leads to the source', () => {
		const columns = new ChosenColumns();
		const [, second, third] = columns.keys;
		columns.move(third, -1);
		expect(columns.keys.slice(0, 3)).toEqual(['name', third, second]);
		columns.move(third, -1);
		expect(columns.keys[1]).toBe(third);
		columns.move('name', 1);
		columns.show('name', false);
		expect(columns.keys[0]).toBe('name');
	});
});

test('what another version of the page has kept does no harm', () => {
	expect(readColumns('etaPeak gone etaPeak <b> name vPeak')).toEqual(['name', 'etaPeak', 'vPeak']);
	expect(readColumns('')).toBeNull();
});
