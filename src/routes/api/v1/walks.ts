import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import { MOST_ROWS, type Walk } from '#schema/api/paging.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';

/** What is read for a walk: the rest of the address says which rows. */
interface Asked extends Walk {
	event: RequestEvent;
	address: URLSearchParams;
}

interface Part {
	/** Names the last row where more follow. */
	next: string | number | null;
}

/**
 * The handler of a table that can be long: `limit` rows behind the row `after`, where they are asked for, or else a page by
 * its number. The header `Link` has the address of the rest, by `after` in either case: rows that come or go meanwhile make
 * nobody miss one, or meet one twice.
 */
export function walks<P extends Part>(
	read: (user: User, asked: Asked) => Promise<P>,
	answerOf: (part: P) => unknown = (part) => part
): RequestHandler {
	return async (event) => {
		let next: Part['next'] = null;
		const response = await event.locals.outcomes.answer(async (user) => {
			const part = await read(user, askedOf(event));
			next = part.next;
			return answerOf(part);
		});
		if (next !== null) response.headers.set('link', nextLink(event.url, next));
		return response;
	};
}

function askedOf(event: RequestEvent): Asked {
	const address = new URLSearchParams(event.url.search);
	const after = address.get('after');
	const limit = limitIn(address);
	for (const name of ['after', 'limit']) address.delete(name);
	// Where one goes on is said once.
	if (after !== null) address.delete('page');
	return { event, address, after, limit };
}

function limitIn(address: URLSearchParams): number | null {
	const said = address.get('limit');
	if (said === null) return null;
	const limit = Number(said);
	if (/^\d{1,4}$/.test(said) && limit >= 1 && limit <= MOST_ROWS) return limit;
	throw new Failure('Invalid', `Give a whole number from 1 to ${MOST_ROWS}.`, 'limit');
}

/** Where the rest is: this address behind another row. */
export function nextLink(url: URL, after: string | number): string {
	const query = new URLSearchParams(url.search);
	query.delete('page');
	query.set('after', String(after));
	return `<${url.pathname}?${query.toString()}>; rel="next"`;
}
