import { redirect } from '@sveltejs/kit';
import { measurementBeside } from '#server/queries/referenceAddresses.ts';
import type { RequestHandler } from './$types';

/** The reference's addresses end with a slash: one redirect is enough. */
export const trailingSlash = 'ignore';

export const GET: RequestHandler = async ({ locals, params }) =>
	redirect(
		307,
		await locals.outcomes.show((user) => measurementBeside(user, params.measurementId, params.step))
	);
