import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params }) =>
	redirect(308, `/runs/${encodeURIComponent(params.runId)}`);
