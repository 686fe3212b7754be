import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Who is not signed in never comes here. */
export const GET: RequestHandler = () => redirect(307, '/');
