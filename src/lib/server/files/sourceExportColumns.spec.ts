import { expect, test } from 'vitest';
import { SOURCE_COLUMNS } from '#schema/sourceTable.ts';
import { EXPORT_COLUMNS } from './sourceExportColumns.ts';

test('only counts and numbers of things are whole: a frequency may be 887.5 MHz', () => {
	const whole = EXPORT_COLUMNS.filter(({ type }) => type === 'integer').map(({ name }) => name);
	expect(whole).toEqual([
		...['source_id', 'run_id', 'n_meas', 'n_meas_sel', 'n_meas_forced', 'n_rel', 'n_sibl']
	]);
});

test('every column of the table is exported, under a name of its own', () => {
	const names = new Set(EXPORT_COLUMNS.map(({ name }) => name));
	expect(names.size).toBe(EXPORT_COLUMNS.length);
	expect(EXPORT_COLUMNS.map(({ key }) => key)).toEqual(
		expect.arrayContaining(SOURCE_COLUMNS.map(({ key }) => key))
	);
});
