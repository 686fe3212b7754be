import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { smallestInteger } from './parquetColumns.ts';
import { parquetBytes, parquetPieces } from './parquetWriter.ts';

function bufferOf(bytes: Uint8Array): ArrayBuffer {
	const copy = new ArrayBuffer(bytes.length);
	new Uint8Array(copy).set(bytes);
	return copy;
}

test('every kind of column comes back as it was written', async () => {
	const file = bufferOf(
		parquetBytes([
			{ name: 'id', type: 'int64', values: Float64Array.of(1, 2 ** 40) },
			{ name: 'flux', type: 'float64', values: Float64Array.of(0.1, NaN) },
			{ name: 'small', type: 'float32', values: Float32Array.of(0.5, -1) },
			{ name: 'name', type: 'string', values: ['J0959–30', ''] },
			{ name: 'new', type: 'bool', values: Uint8Array.of(1, 0) },
			{ name: 'time', type: 'time', values: [Date.UTC(2020, 7, 3), 1596429235479] }
		])
	);
	expect(await parquetReadObjects({ file })).toEqual([
		{ id: 1n, flux: 0.1, small: 0.5, name: 'J0959–30', new: true, time: new Date('2020-08-03') },
		{ id: 2n ** 40n, flux: NaN, small: -1, name: '', new: false, time: new Date(1596429235479) }
	]);
});

test.each([
	[[0, 127], 'INT_8'],
	[[-129], 'INT_16'],
	[[40_000], undefined]
])('integers %j take the smallest type that holds them', (values, converted) => {
	const bytes = parquetBytes([{ name: 'a', type: smallestInteger(values), values }]);
	const [, column] = parquetMetadata(bufferOf(bytes)).schema;
	expect(column).toMatchObject({ type: 'INT32' });
	expect(column.converted_type).toBe(converted);
});

test('an empty table keeps its columns', async () => {
	const file = bufferOf(
		parquetBytes([
			{ name: 'from_source_id', type: 'int64', values: [] },
			{ name: 'to_source_id', type: 'int64', values: [] }
		])
	);
	expect(await parquetReadObjects({ file })).toEqual([]);
	expect(parquetMetadata(file).schema.map(({ name }) => name)).toEqual([
		'schema',
		'from_source_id',
		'to_source_id'
	]);
});

test('pandas is told which column is the index', () => {
	const bytes = parquetBytes([{ name: 'id', type: 'int64', values: [7] }], 'id');
	const entry = parquetMetadata(bufferOf(bytes)).key_value_metadata?.find(
		({ key }) => key === 'pandas'
	);
	expect(JSON.parse(entry?.value ?? '')).toMatchObject({ index_columns: ['id'] });
});

test('texts and integers at their limits come back exactly', async () => {
	const file = bufferOf(
		parquetBytes([
			{ name: 'id', type: 'int64', values: [-1, -(2 ** 53) + 1, 2 ** 53 - 1] },
			{ name: 'small', type: 'int8', values: [-128, 0, 127] },
			{ name: 'name', type: 'string', values: ['ε Eri', '\ud800', '\udc00'] }
		])
	);
	expect(await parquetReadObjects({ file })).toEqual([
		{ id: -1n, small: -128, name: 'ε Eri' },
		{ id: -(2n ** 53n) + 1n, small: 0, name: '\ufffd' },
		{ id: 2n ** 53n - 1n, small: 127, name: '\ufffd' }
	]);
});

test('a column of few values is written as its places among them', async () => {
	const rows = Uint16Array.from({ length: 1001 }, (_, row) => (row * 7) % 300);
	const values = Float64Array.from({ length: 300 }, (_, place) => place / 8);
	const names = ['a.fits', 'b.fits'];
	const image = Uint8Array.from(rows, (place) => place % 2);
	const file = bufferOf(
		parquetBytes([
			{ name: 'flux', type: 'float64', values, rows },
			{ name: 'image', type: 'string', values: names, rows: image }
		])
	);
	expect(await parquetReadObjects({ file })).toEqual(
		Array.from(rows, (place) => ({ flux: place / 8, image: names[place % 2] }))
	);
});

test('row groups follow one another, and pandas is told the rows of all of them', async () => {
	const shapes = [{ name: 'n', type: 'int64' }] as const;
	const groups = [[1, 2], [], [3]].map((values) => [{ ...shapes[0], values }]);
	const file = bufferOf(Buffer.concat([...parquetPieces(shapes, groups)]));
	expect(await parquetReadObjects({ file })).toEqual([{ n: 1n }, { n: 2n }, { n: 3n }]);
	const { row_groups, key_value_metadata, version } = parquetMetadata(file);
	expect({ version, groups: row_groups.length }).toEqual({ version: 1, groups: 2 });
	expect(JSON.parse(key_value_metadata?.[0].value ?? '')).toMatchObject({
		index_columns: [{ kind: 'range', stop: 3 }]
	});
});

test('a column is not asked for before the ones before it are written', () => {
	const asked: string[] = [];
	function* columns() {
		for (const name of ['a', 'b']) {
			asked.push(name);
			yield { name, type: 'int64' as const, values: [1] };
		}
	}
	const shapes = [
		{ name: 'a', type: 'int64' as const },
		{ name: 'b', type: 'int64' as const }
	];
	const pieces = parquetPieces(shapes, [columns()]);
	pieces.next();
	pieces.next();
	expect(asked).toEqual(['a']);
});
