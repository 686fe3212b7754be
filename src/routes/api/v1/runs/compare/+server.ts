import { compareRunsPage } from '#server/queries/compareRuns.ts';
import type { RequestHandler } from './$types';

/** Two runs side by side: ?a=1&b=2. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => compareRunsPage(user, url.searchParams));
