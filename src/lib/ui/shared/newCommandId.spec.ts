import { expect, test } from 'vitest';
import { commandIdSchema } from '#schema/vote.ts';
import { newCommandId } from './newCommandId.ts';

test('a command id is a UUID the server accepts, new each time', () => {
	const ids = Array.from({ length: 200 }, newCommandId);
	for (const id of ids) expect(commandIdSchema.safeParse(id).success).toBe(true);
	expect(new Set(ids).size).toBe(ids.length);
});
