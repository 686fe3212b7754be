import { measurementPage } from '#server/queries/measurementPage.ts';
import { commentActions } from '../../commentActions.ts';
import { tagActions } from '../../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:measurement');
	return locals.outcomes.show(async (user) => {
		const shown = await measurementPage(user, params.measurementId, url.searchParams);
		return { shown, title: shown.measurement.name, reloads: 'live:measurement' };
	});
};

export const actions: Actions = { ...commentActions, ...tagActions };
