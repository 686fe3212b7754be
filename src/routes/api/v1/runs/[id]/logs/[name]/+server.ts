import { logDownload } from '#server/queries/runLogs.ts';
import type { RequestHandler } from './$types';

/** One of its logs, whole, as a file. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.download((user) => logDownload(user, Number(params.id), params.name));
