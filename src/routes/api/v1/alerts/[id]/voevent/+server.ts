import { alertVoevent } from '#server/queries/alertVoevent.ts';
import type { RequestHandler } from './$types';

/** An accepted alert as a VOEvent 2.0 packet. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.file(
		async (user) => new TextEncoder().encode(await alertVoevent(user, params.id)),
		{
			'content-type': 'application/xml; charset=utf-8',
			'content-disposition': `attachment; filename="caustic-alert-${params.id.replace(/\W/g, '')}.xml"`,
			'cache-control': 'no-store'
		}
	);
