import { measurementsPage } from '#server/queries/measurements.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.outcomes.show(async (user) => ({
		shown: await measurementsPage(user, url.searchParams),
		title: 'Measurements'
	}));
