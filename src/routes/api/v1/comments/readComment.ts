import { MAX_COMMENT_BYTES } from '#schema/comment.ts';
import { readBody } from '../readBody.ts';

/** The JSON object of a request about a comment, of a length that one can have; without a commandId it is sent for the first time. */
export async function readComment(request: Request): Promise<Record<string, unknown>> {
	return { commandId: crypto.randomUUID(), ...(await readBody(request, MAX_COMMENT_BYTES)) };
}
