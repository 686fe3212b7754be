import { sessionIfAny } from '#server/queries/sessions.ts';
import type { LayoutServerLoad } from './$types';

/** A candidate's page opens inside a session when its address says ?session=ID. */
export const load: LayoutServerLoad = ({ locals, params, url, depends }) => {
	depends('live:session', 'live:candidate');
	return locals.outcomes.show(async (user) => ({
		session: await sessionIfAny(user, url.searchParams.get('session'), params.queueId)
	}));
};
