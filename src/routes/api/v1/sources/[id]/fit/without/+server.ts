import { retractionEffects } from '#server/queries/lensFitRetraction.ts';
import type { RequestHandler } from './$types';

/** What leaving out an epoch would do to scores: `?measurement=12&scope=image` → { effects }. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) => retractionEffects(user, params.id, url.searchParams));
