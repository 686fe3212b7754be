import { compareRunsFile } from '#server/queries/compareRunsFile.ts';
import type { RequestHandler } from './$types';

/** A list of the comparison, whole, as CSV. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.download((user) => compareRunsFile(user, url.searchParams));
