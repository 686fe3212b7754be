import { expect, test } from 'vitest';
import { openApiOf } from '#schema/api/openApi.ts';
import { asksFor, listedOperations } from './listedOperations.ts';

const operations = listedOperations(openApiOf());
const named = (words: string) =>
	operations.filter((one) => asksFor(one, words)).map(({ method, path }) => `${method} ${path}`);

test('every operation is listed once, reads before writes of the same path', () => {
	const keys = operations.map(({ method, path }) => `${method} ${path}`);
	expect(new Set(keys).size).toBe(keys.length);
	expect(keys.indexOf('GET /queues')).toBe(keys.indexOf('POST /queues') - 1);
});

test('they are found by all of the words, in any order', () => {
	expect(named('vote POST candidates')).toContain('POST /candidates/{id}/vote');
	expect(named('vote POST candidates')).not.toContain('DELETE /candidates/{id}/vote');
	expect(named('')).toHaveLength(operations.length);
	expect(named('no such thing')).toEqual([]);
});
