import { logDownload } from '#server/queries/runLogs.ts';
import type { RequestHandler } from './$types';

/** A whole log of a run as a file. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.download((user) => logDownload(user, Number(params.runId), params.name));
