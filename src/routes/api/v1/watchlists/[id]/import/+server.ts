import { importRows } from '#server/commands/watchlists/importRows.ts';
import { commandIdIn } from '../../../givenBy.ts';
import { readLimited } from '../../../readLimited.ts';
import type { RequestHandler } from './$types';

/** As the form of the page takes. */
const MOST_FILE_BYTES = 32 * 2 ** 20;

/** Imports rows: a CSV or VOTable as the body; ?name=list.csv says which, ?how=replace puts them in place of those there. */
export const POST: RequestHandler = ({ locals, params, url, request }) =>
	locals.outcomes.answer(async (user) => {
		const bytes = await readLimited(request, MOST_FILE_BYTES);
		const { name = 'rows.csv', how } = Object.fromEntries(url.searchParams);
		const wanted = { ...(await commandIdIn(request)), how, watchlistId: params.id };
		return { rows: await importRows({ user }, wanted, { bytes, fileName: name }) };
	});
