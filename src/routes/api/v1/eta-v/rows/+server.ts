import { etaVRows } from '#server/queries/etaVPoints.ts';
import type { RequestHandler } from './$types';

/** ?ids=1,2,3 and the plane’s address: these sources, the most significant first. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => etaVRows(user, url.searchParams));
