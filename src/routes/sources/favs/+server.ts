import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The reference's addresses end with a slash: one redirect is enough. */
export const trailingSlash = 'ignore';

export const GET: RequestHandler = () => redirect(308, '/favourites');
