import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueSentence } from './issueSentence.ts';

const schema = z.strictObject({
	name: z.string().max(4).min(2),
	radius: z.number().max(10).optional(),
	sort: z.enum(['rank', 'name']).optional(),
	tags: z.array(z.string()).max(1).optional(),
	url: z.url().optional(),
	own: z.string('Say it yourself.').optional()
});

test.each([
	[{}, '“name” is missing.'],
	[{ name: { $gt: '' } }, '“name” has to be text.'],
	[{ name: 'abcde' }, '“name” has at most 4 characters.'],
	[{ name: 'a' }, '“name” has at least 2 characters.'],
	[{ name: 'abc', radius: 11 }, '“radius” is at most 10.'],
	[{ name: 'abc', sort: 'x' }, '“sort” is none of: rank, name.'],
	[{ name: 'abc', tags: ['a', 'b'] }, '“tags” has at most 1 entries.'],
	[{ name: 'abc', url: 'x' }, '“url” is not valid.'],
	[{ name: 'abc', $where: 1 }, 'There is no field “$where” here.'],
	[{ name: 'abc', own: 1 }, 'Say it yourself.'],
	[null, 'What was sent has to be an object.']
])('%j is refused with “%s”', (input, sentence) => {
	const { error } = schema.safeParse(input);
	expect(error?.issues.map(issueSentence)).toEqual([sentence]);
});
