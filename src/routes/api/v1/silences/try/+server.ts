import { silenceDryRun } from '#server/queries/silences.ts';
import type { RequestHandler } from './$types';

/** What a silence would have held back lately; the fields of one in the address. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => silenceDryRun(user, Object.fromEntries(url.searchParams)));
