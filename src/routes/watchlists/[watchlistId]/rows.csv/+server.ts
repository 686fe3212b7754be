import { watchlistCsv } from '#server/queries/watching.ts';
import type { RequestHandler } from './$types';

/** A watchlist as the import reads it: ra, dec (degrees), name, radius (arcsec). */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.file((user) => watchlistCsv(user, params.watchlistId), {
		'content-type': 'text/csv; charset=utf-8',
		'content-disposition': 'attachment; filename="watchlist.csv"',
		'cache-control': 'no-store'
	});
