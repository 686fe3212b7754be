import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import { MOST_ROWS, USUAL_ROWS } from '#schema/api/paging.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';

/**
 * The handler of a list: `limit` of its rows, those behind the row named by `after`. Where more follow, the header `Link`
 * has the address of the rest.
 */
export function lists<R>(
	read: (user: User, event: RequestEvent) => Promise<readonly R[]>,
	nameOf: (row: R) => string | number
): RequestHandler {
	return async (event) => {
		let next: string | number | null = null;
		const response = await event.locals.outcomes.answer(async (user) => {
			const limit = limitIn(event.url);
			const rest = behind(await read(user, event), nameOf, event.url.searchParams.get('after'));
			const rows = rest.slice(0, limit);
			const last = rows.at(-1);
			next = last !== undefined && rest.length > limit ? nameOf(last) : null;
			return rows;
		});
		if (next !== null) response.headers.set('link', nextLink(event.url, { after: String(next) }));
		return response;
	};
}

/** Where the rest is: this address with something changed. */
export function nextLink(url: URL, changed: Record<string, string>): string {
	const query = new URLSearchParams(url.search);
	for (const [name, value] of Object.entries(changed)) query.set(name, value);
	return `<${url.pathname}?${query.toString()}>; rel="next"`;
}

function behind<R>(
	rows: readonly R[],
	nameOf: (row: R) => string | number,
	after: string | null
): readonly R[] {
	if (after === null) return rows;
	const place = rows.findIndex((row) => String(nameOf(row)) === after);
	if (place >= 0) return rows.slice(place + 1);
	throw new Failure('Invalid', 'This row is not in the list (any more). Begin anew.', 'after');
}

function limitIn({ searchParams }: URL): number {
	const said = searchParams.get('limit') ?? String(USUAL_ROWS);
	const limit = Number(said);
	if (/^\d{1,4}$/.test(said) && limit >= 1 && limit <= MOST_ROWS) return limit;
	throw new Failure('Invalid', `Give a whole number from 1 to ${MOST_ROWS}.`, 'limit');
}
