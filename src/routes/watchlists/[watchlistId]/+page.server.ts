import { redirect } from '@sveltejs/kit';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { importRows } from '#server/commands/watchlists/importRows.ts';
import { addRow, changeRow, deleteRow } from '#server/commands/watchlists/rows.ts';
import { changeWatchlist, deleteWatchlist } from '#server/commands/watchlists/settings.ts';
import { watchlistPage } from '#server/queries/watchlistPage.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** 200 000 rows of a hundred signs. */
const MOST_FILE_BYTES = 32 * 2 ** 20;

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:watchlist');
	return locals.outcomes.show(async (user) => {
		const shown = await watchlistPage(user, params.watchlistId, url.searchParams);
		return { shown, title: shown.watchlist.name };
	});
};

export const actions: Actions = {
	settings: act(async (context, fields) => {
		await changeWatchlist(context, fields);
		return { told: 'Saved.' };
	}),
	addRow: act(async (context, fields) => {
		const { name, place } = await addRow(context, fields);
		return { told: `${name || 'The position'} is row ${place}.` };
	}),
	changeRow: act(async (context, fields) => {
		await changeRow(context, fields);
		return null;
	}),
	deleteRow: act(async (context, fields) => ({ deleted: await deleteRow(context, fields) })),
	import: act(async (context, fields) => {
		const { file } = fields;
		if (!(file instanceof File) || file.name === '')
			throw new Failure('Invalid', 'Choose a file first.', 'file');
		if (file.size > MOST_FILE_BYTES)
			throw new Failure('Invalid', 'The file is larger than 32 MB: split it.', 'file');
		const bytes = new Uint8Array(await file.arrayBuffer());
		const count = await importRows(context, fields, { bytes, fileName: file.name });
		return { told: `${count} rows imported from ${file.name}.` };
	}),
	remove: async (event) => {
		const outcome = await act(async (context, fields) => {
			await deleteWatchlist(context, fields);
			return { isGone: true };
		})(event);
		if ('done' in outcome) redirect(303, '/watchlists');
		return outcome;
	}
};

type Fields = Record<string, FormDataEntryValue>;

/** The page's forms say what; which watchlist, the address says. */
function act<R>(command: (context: { user: User }, fields: Fields) => Promise<R>) {
	return async ({ request, locals, params: { watchlistId } }: RequestEvent) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => command({ user }, { ...fields, watchlistId }));
	};
}
