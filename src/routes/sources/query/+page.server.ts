import { redirect } from '@sveltejs/kit';
import { askedAsReference } from '#server/queries/referenceAddresses.ts';
import type { PageServerLoad } from './$types';

/** The reference's addresses end with a slash: one redirect is enough. */
export const trailingSlash = 'ignore';

/** A question in the address goes on to our page; one behind a # is known to the browser only. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const said = [...url.searchParams];
	if (said.length > 0)
		redirect(307, `/sources${await locals.outcomes.show((user) => askedAsReference(user, said))}`);
	return { title: 'Sources' };
};
