import { expect, test } from 'vitest';
import { candidateListSchema } from '#schema/queue.ts';
import { candidateColumns } from './candidateColumns.ts';

const column = (key: string, list = {}) => {
	const found = candidateColumns('q1', candidateListSchema.parse(list)).find((c) => c.key === key);
	if (!found) throw new Error(`no column ${key}`);
	return found;
};

test('the first press on η brings the largest to the top, the second turns it round', () => {
	expect(column('eta').sortHref).toBe('/queues/q1?sort=eta&order=desc');
	expect(column('eta', { sort: 'eta', order: 'desc' }).sortHref).toBe('/queues/q1?sort=eta');
});

test('only the sorted column says so', () => {
	expect(column('rank').sorted).toBe('ascending');
	expect(column('eta').sorted).toBeUndefined();
	expect(column('eta', { sort: 'eta', order: 'desc' }).sorted).toBe('descending');
});

test('positions and reasons cannot be sorted by', () => {
	expect(column('position').sortHref).toBeUndefined();
});
