import { z } from 'zod';

/** A page of a list that is paged by number, in an address. */
export const pageNumberSchema = z.coerce
	.number('A page is a number from 1.')
	.int('A page is a number from 1.')
	.min(1, 'A page is a number from 1.')
	.max(1e7, 'There is no such page.')
	.default(1);
