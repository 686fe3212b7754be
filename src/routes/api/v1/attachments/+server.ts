import { MAX_FILE_BYTES } from '#schema/comment.ts';
import { attachFile } from '#server/commands/comments/attachFile.ts';
import { readLimited } from '../readLimited.ts';
import type { RequestHandler } from './$types';

/** Takes a file for a comment still to be written: its bytes as the body, ?name=plot.png. Answers { id, … } for `files`. */
export const POST: RequestHandler = ({ locals, url, request }) =>
	locals.outcomes.answer(async (user) => {
		const bytes = await readLimited(request, MAX_FILE_BYTES);
		return attachFile({ user }, { name: url.searchParams.get('name'), bytes });
	});
