import { skyCoverAnswer } from '#server/queries/skyCover.ts';
import type { RequestHandler } from './$types';

/** What covers a point, circle or box: ?at=… &radius=5&radiusUnit=arcmin, or &width=1&height=1 (degrees). */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => skyCoverAnswer(user, url.searchParams));
