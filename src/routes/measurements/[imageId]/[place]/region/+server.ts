import { redirect } from '@sveltejs/kit';
import { regionsAround } from '#server/queries/referenceAddresses.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
	redirect(
		307,
		await locals.outcomes.show((user) =>
			Promise.resolve(regionsAround(user, { ...params, said: url.searchParams }))
		)
	);
