import { agreementPage, votesFile } from '#server/queries/consensus.ts';
import type { RequestHandler } from './$types';

/**
 * Agreement, posteriors and who confuses what in a queue, of what the asker may see; `?inSight` counts votes given in sight of
 * others' too. `?format=csv` gives the counted votes as the command line's `consensus` reads them.
 */
export const GET: RequestHandler = ({ locals, params, url }) => {
	const countInSight = url.searchParams.has('inSight');
	if (url.searchParams.get('format') === 'csv')
		return locals.outcomes.download((user) => votesFile(user, params.id, { countInSight }));
	return locals.outcomes.answer((user) => agreementPage(user, params.id, { countInSight }));
};
