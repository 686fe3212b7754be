import { minutesMarkdown } from '#server/queries/minutesMarkdown.ts';
import { sessionMinutes } from '#server/queries/sessionMinutes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.file(
		async (user) =>
			new TextEncoder().encode(minutesMarkdown(await sessionMinutes(user, params.sessionId))),
		{
			'content-type': 'text/markdown; charset=utf-8',
			'content-disposition': `attachment; filename="minutes-${params.sessionId}.md"`,
			'cache-control': 'no-store'
		}
	);
