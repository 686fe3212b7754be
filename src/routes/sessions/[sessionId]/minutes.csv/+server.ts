import { minutesCsv } from '#server/queries/minutesCsv.ts';
import { sessionMinutes } from '#server/queries/sessionMinutes.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.file(
		async (user) =>
			new TextEncoder().encode(minutesCsv(await sessionMinutes(user, params.sessionId))),
		{
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="minutes-${params.sessionId}.csv"`,
			'cache-control': 'no-store'
		}
	);
