import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The reference's addresses end with a slash: one redirect is enough. */
export const trailingSlash = 'ignore';

/** Who is not signed in never comes here. */
export const GET: RequestHandler = () => redirect(307, '/');
