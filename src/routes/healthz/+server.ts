import { json } from '@sveltejs/kit';
import { healthOf } from '#server/queries/health.ts';
import type { RequestHandler } from './$types';

/** For supervisors: 200 while everything needed is up, 503 with what is failing otherwise. */
export const GET: RequestHandler = async () => {
	const health = await healthOf();
	const status = health.status === 'ok' ? 200 : 503;
	return json(health, { status, headers: { 'cache-control': 'no-store' } });
};
