import { siblingsAnswer } from '#server/queries/measurementPage.ts';
import type { RequestHandler } from './$types';

/** The other components of its island in its image. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => siblingsAnswer(user, params.id));
