import { attachment } from '#server/queries/attachments.ts';
import type { RequestHandler } from './$types';

/** A file that hangs on a comment. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { bytes, headers } = await locals.outcomes.show((user) => attachment(user, params.id));
	return new Response(bytes, { headers });
};
