import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import { USUAL_ROWS } from '#schema/api/paging.ts';
import type { User } from '#schema/user.ts';
import { walked } from '#server/queries/walk.ts';
import { walks } from './walks.ts';

/**
 * The handler of a list: `limit` of its rows, those behind the row named by `after`. Where more follow, the header `Link`
 * has the address of the rest.
 */
export function lists<R>(
	read: (user: User, event: RequestEvent) => Promise<readonly R[]>,
	nameOf: (row: R) => string | number
): RequestHandler {
	return walks(
		async (user, { event, after, limit }) =>
			walked(await read(user, event), nameOf, { after, limit, from: 0, size: USUAL_ROWS }),
		({ rows }) => rows
	);
}
