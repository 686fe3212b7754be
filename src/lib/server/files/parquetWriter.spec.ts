import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { parquetBytes } from './parquetWriter.ts';

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
	const bytes = parquetBytes([{ name: 'a', type: 'smallInt', values }]);
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
