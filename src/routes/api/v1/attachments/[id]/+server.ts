import { attachment } from '#server/queries/attachments.ts';
import type { RequestHandler } from './$types';

/** A file that hangs on a comment. */
export const GET: RequestHandler = async ({ locals, params }) => {
	let sent: Record<string, string> = {};
	const response = await locals.outcomes.file(async (user) => {
		const { bytes, headers } = await attachment(user, params.id);
		sent = headers;
		return bytes;
	}, {});
	for (const [name, value] of Object.entries(sent)) response.headers.set(name, value);
	return response;
};
