import { completenessPage } from '#server/queries/completeness.ts';
import { completenessCsv } from '#server/queries/completenessCsv.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.file(
		async (user) => {
			const shown = await completenessPage(user, params.queueId, url.searchParams);
			return new TextEncoder().encode(completenessCsv(shown));
		},
		{
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="completeness-${params.queueId}.csv"`,
			'cache-control': 'no-store'
		}
	);
