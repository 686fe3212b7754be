import { expect, test } from 'vitest';
import { BadCatalogue } from './badCatalogue.ts';
import { readSelavyText } from './readSelavyText.ts';
import { selavyText } from './selavyText.fixture.ts';

test('a component is a row, whether or not it has a comment', () => {
	for (const comment of ['', 'a long comment']) {
		const table = readSelavyText(selavyText([{ component_id: 'component_1a' }], comment));
		expect(table.rows).toHaveLength(1);
		const [row] = table.rows;
		expect(row[table.columns.indexOf('component_id')]).toBe('component_1a');
		expect(row[table.columns.indexOf('rms_image')]).toBe('0.25');
		expect(row[table.columns.indexOf('comment')]).toBe(comment);
		expect(row).toHaveLength(table.columns.length);
	}
});

test('Windows line ends, blank lines and a missing last line end make no difference', () => {
	const text = selavyText([{ component_id: 'a' }, { component_id: 'b' }]);
	const untidy = text.trimEnd().replaceAll('\n', '\r\n\r\n');
	expect(readSelavyText(untidy).rows).toEqual(readSelavyText(text).rows);
});

test('many components are all there', () => {
	const components = Array.from({ length: 2000 }, (_, i) => ({ component_id: `c${i}` }));
	const { columns, rows } = readSelavyText(selavyText(components));
	const place = columns.indexOf('component_id');
	expect(rows.map((row) => row[place])).toEqual(
		components.map((component) => component.component_id)
	);
});

test('a catalogue without components is empty', () => {
	expect(readSelavyText(selavyText([])).rows).toEqual([]);
});

test('a file without a header line is refused', () => {
	expect(() => readSelavyText('')).toThrow(BadCatalogue);
	expect(() => readSelavyText('1 2 3\n4 5 6')).toThrow('first line');
});

test('a line with too few or too many values is refused by its number', () => {
	expect(() => readSelavyText('# a b c\n# -- -- --\n1 2 3\n4 5\n')).toThrow(
		'Line 4 has 2 values, where the column names need 3.'
	);
	expect(() => readSelavyText('# a b\n1 2\n1 2 3\n')).toThrow('Line 3 has more values');
});
