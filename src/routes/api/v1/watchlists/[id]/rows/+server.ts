import { addRow } from '#server/commands/watchlists/rows.ts';
import { watchlistCsv } from '#server/queries/watching.ts';
import { carriesOut } from '../../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** All rows as CSV, as the import reads it. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.file((user) => watchlistCsv(user, params.id), {
		'content-type': 'text/csv; charset=utf-8',
		'content-disposition': 'attachment; filename="watchlist.csv"',
		'cache-control': 'no-store'
	});

/** Adds a row. */
export const POST = carriesOut(addRow);
