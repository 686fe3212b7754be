import { redirect } from '@sveltejs/kit';
import { presentSource } from '#server/queries/sourceOfObject.ts';
import type { PageServerLoad } from './$types';

/** An object is looked at as its latest source. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const id = await locals.outcomes.show((user) => presentSource(user, params.objectId));
	redirect(303, `/sources/${id}`);
};
