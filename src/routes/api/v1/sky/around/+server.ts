import { skyAround } from '#server/queries/skyAround.ts';
import type { RequestHandler } from './$types';

/** What there is around a position: ?ra=…&dec=… (ICRS) &radius=10arcmin. Surveys that cover it, our images, objects. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => skyAround(user, Object.fromEntries(url.searchParams)));
