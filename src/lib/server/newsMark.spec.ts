import { expect, test } from 'vitest';
import { momentOf, newsMark } from './newsMark.ts';

test('a mark tells when it was made, to the process that made it', () => {
	const before = performance.now();
	const moment = momentOf(newsMark());
	expect(moment).toBeGreaterThanOrEqual(before);
	expect(moment).toBeLessThanOrEqual(performance.now());
});

test.each([null, '', '_', '_5', 'else_5', `${process.pid}-1_5`, `${newsMark()}x`])(
	'%s is no mark of this process',
	(mark) => expect(momentOf(mark)).toBeNull()
);

test('a mark without its moment is none', () => {
	expect(momentOf(newsMark().replace(/_.*/, '_'))).toBeNull();
	expect(momentOf(newsMark().replace(/_.*/, ''))).toBeNull();
});
