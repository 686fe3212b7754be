import { commentHistory } from '#server/queries/comments.ts';
import type { RequestHandler } from './$types';

/** Every wording a comment has had, the present one last. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => commentHistory(user, params.id));
