import { taxonomyRows } from '#server/queries/taxonomies.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.outcomes.show(async (user) => ({
		title: 'Class lists',
		taxonomies: await taxonomyRows(user)
	}));
