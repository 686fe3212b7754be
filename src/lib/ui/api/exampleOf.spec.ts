import { expect, test } from 'vitest';
import { endpointAt } from '#schema/api/endpoints.ts';
import { openApiOf, type JsonSchema } from '#schema/api/openApi.ts';
import { exampleOf } from './exampleOf.ts';

test.each<[JsonSchema, unknown]>([
	[{ type: 'string' }, ''],
	[{ type: 'string', format: 'date' }, '2026-12-31'],
	[{ type: 'integer', minimum: 3 }, 3],
	[{ enum: ['a', 'b'] }, 'a'],
	[{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 0],
	[{ type: 'array', items: { const: 'x' } }, ['x']],
	[
		{ type: 'object', required: ['a'], properties: { a: { type: 'boolean' }, b: {} } },
		{ a: false }
	],
	[{}, null]
])('of %j is %j', (schema, example) => expect(exampleOf(schema)).toEqual(example));

test('of a watchlist’s row is one that is taken once its texts are filled in', () => {
	const key = 'POST /watchlists/{id}/rows';
	const content = openApiOf().paths['/watchlists/{id}/rows'].post.requestBody?.content;
	const example = exampleOf(content?.['application/json'].schema ?? {});
	expect(endpointAt(key)?.fills).toEqual({ id: 'watchlistId' });
	expect(example).toMatchObject({ ra: '', dec: '' });
});
