import { expect, test } from 'vitest';
import { z } from 'zod';
import { readAddress } from './readAddress.ts';

const schema = z.object({ page: z.coerce.number('is not a number').default(1) });
const read = (address: string) => readAddress(schema, new URLSearchParams(address));

test('what is wrong is named with its field, and the default stands', () => {
	expect(read('page=x')).toEqual({
		asked: { page: 1 },
		problems: [{ field: 'page', reason: 'is not a number' }]
	});
	expect(read('pages=2').problems).toEqual([
		{ field: 'pages', reason: 'There is no parameter pages.' }
	]);
});

test('where a form without scripts was sent to is no question', () => {
	expect(read('/write&page=2')).toEqual({ asked: { page: 2 }, problems: [] });
	expect(read('//evil').problems).toHaveLength(1);
});
