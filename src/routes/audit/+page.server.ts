import { auditPage } from '#server/queries/auditTrail.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.outcomes.show(async (user) => ({
		title: 'Audit',
		audit: await auditPage(user, url.searchParams)
	}));
