import { redirect } from '@sveltejs/kit';
import { askedAsReference } from '#server/queries/referenceAddresses.ts';
import type { RequestHandler } from './$types';

/** The reference's addresses end with a slash: one redirect is enough. */
export const trailingSlash = 'ignore';

/** The reference plots what was asked last in the session: with us the address says what is plotted. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const asked = await locals.outcomes.show((user) => askedAsReference(user, url.searchParams));
	// The reference knows of no bands.
	redirect(307, `/eta-v${asked === '' ? '?' : `${asked}&`}bands=all`);
};
