import { noticePage } from '#server/queries/notice.ts';
import type { RequestHandler } from './$types';

/** A notice about the object, drafted from its record. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) =>
		noticePage(user, params.id, new URL(`/objects/${params.id}`, url.origin).href)
	);
