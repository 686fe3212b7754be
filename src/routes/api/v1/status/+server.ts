import { statusPage } from '#server/queries/status.ts';
import type { RequestHandler } from './$types';

/** What is going on right now: engines, workers, jobs, arrivals, latency, errors, storage. */
export const GET: RequestHandler = ({ locals }) => locals.outcomes.answer(statusPage);
