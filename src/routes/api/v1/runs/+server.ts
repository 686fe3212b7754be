import { listRuns } from '#server/queries/runs.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) => locals.outcomes.answer((user) => listRuns(user));
