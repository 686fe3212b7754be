import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import type { User } from '#schema/user.ts';

/** Where an answer that pages by number stands. */
interface Page {
	count: number;
	page: number;
	size: number;
}

/** The handler of an answer that pages by number; the header `Link` has the address of the next page. */
export function pages<P>(
	read: (user: User, event: RequestEvent) => Promise<P>,
	pageOf: (answer: P) => Page
): RequestHandler;
export function pages<P extends Page>(
	read: (user: User, event: RequestEvent) => Promise<P>
): RequestHandler;
export function pages<P>(
	read: (user: User, event: RequestEvent) => Promise<P>,
	// The second form has answers that say it themselves.
	pageOf: (answer: P) => Page = (answer) => answer as P & Page
): RequestHandler {
	return async (event) => {
		let next: string | null = null;
		const response = await event.locals.outcomes.answer(async (user) => {
			const answer = await read(user, event);
			const { count, page, size } = pageOf(answer);
			next = page * size < count ? pageLink(event.url, page + 1) : null;
			return answer;
		});
		if (next !== null) response.headers.set('link', next);
		return response;
	};
}

function pageLink({ pathname, search }: URL, page: number): string {
	const query = new URLSearchParams(search);
	query.set('page', String(page));
	return `<${pathname}?${query.toString()}>; rel="next"`;
}
