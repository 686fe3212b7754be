import { redirect } from '@sveltejs/kit';
import { cutoutOfMeasurement } from '#server/queries/referenceAddresses.ts';
import type { RequestHandler } from './$types';

/** The reference's addresses end with a slash: one redirect is enough. */
export const trailingSlash = 'ignore';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { measurementId, size = 'normal' } = params;
	const format = url.searchParams.get('img_type') ?? 'fits';
	const asked = { measurementId, size, format };
	redirect(307, await locals.outcomes.show((user) => cutoutOfMeasurement(user, asked)));
};
