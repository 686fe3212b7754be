import { logAfter, logList } from '#server/queries/runLogs.ts';
import type { RequestHandler } from './$types';

/** The logs of a run; with ?name=, the lines of one of them, from the place ?after= on. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user): Promise<unknown> => {
		const id = Number(params.id);
		return url.search === '' ? logList(user, id) : logAfter(user, id, url.searchParams);
	});
