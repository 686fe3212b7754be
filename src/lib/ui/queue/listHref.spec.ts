import { expect, test } from 'vitest';
import { candidateListSchema } from '#schema/queue.ts';
import { candidateHref, listQuery, queueHref } from './listHref.ts';

const plain = candidateListSchema.parse({});

test('the default list has a plain address', () => {
	expect(listQuery(plain)).toBe('');
	expect(queueHref('q1', plain)).toBe('/queues/q1');
});

test('a list read back from its address is the same list', () => {
	const list = candidateListSchema.parse({
		sort: 'eta',
		order: 'desc',
		show: 'todo',
		tag: 'a b&c'
	});
	const read = Object.fromEntries(new URL(queueHref('q1', list), 'http://a').searchParams);
	expect(candidateListSchema.parse(read)).toEqual(list);
});

test('a new filter starts at page 1, and candidates do not carry the page', () => {
	const third = { ...plain, page: 3 };
	expect(queueHref('q1', third, { show: 'todo' })).toBe('/queues/q1?show=todo');
	expect(queueHref('q1', third, { page: 4 })).toBe('/queues/q1?page=4');
	expect(candidateHref('q1', 'c1', third)).toBe('/queues/q1/c1');
});
