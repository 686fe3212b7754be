import { defineTaxonomy } from '#server/commands/taxonomies/defineTaxonomy.ts';
import { taxonomyRows } from '#server/queries/taxonomies.ts';
import { readBody } from '../readBody.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer((user) => taxonomyRows(user));

/** Body: `name`, `classes`, and `followsId` for a new version of a list. */
export const POST: RequestHandler = ({ request, locals }) =>
	locals.outcomes.answer(async (user) => defineTaxonomy({ user }, await readBody(request)));
