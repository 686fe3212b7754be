import { openApi } from '#server/queries/openapi.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.outcomes.show(async (user) => ({ title: 'API', document: await openApi(user) }));
