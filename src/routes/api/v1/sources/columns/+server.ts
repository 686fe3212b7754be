import { columnsBody } from '#server/queries/sources/columnsBody.ts';
import type { RequestHandler } from './$types';

/** Columns of everything that answers a question, as bytes: the parameters of /sources, and `fields` with commas between. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.file((user) => columnsBody(user, url.searchParams), {
		'content-type': 'application/octet-stream',
		'cache-control': 'no-store'
	});
