import { removeCatalogue } from '#server/commands/catalogues/removeCatalogue.ts';
import { knownCatalogue } from '#server/queries/catalogues.ts';
import { readBody } from '../../readBody.ts';
import type { RequestHandler } from './$types';

/** One catalogue: its columns, how they were understood, and its rows' number. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer(() => knownCatalogue(params.id));

/** Removes it: { typedName } with its name, so that none goes by mistake. */
export const DELETE: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const given = { commandId: crypto.randomUUID(), ...(await readBody(request)) };
		await removeCatalogue({ user }, { ...given, catalogueId: params.id });
	});
