import { auditAnswer, auditFile } from '#server/queries/auditTrail.ts';
import { walks } from '../walks.ts';
import type { RequestHandler } from './$types';

const list = walks((user, { address, ...walk }) => auditAnswer(user, address, walk));

/** What everybody changed, the latest first, for administrators: JSON, or all of it by `?format=csv`. */
export const GET: RequestHandler = (event) => {
	const asked = new URLSearchParams(event.url.search);
	if (asked.get('format') !== 'csv') return list(event);
	asked.delete('format');
	return event.locals.outcomes.download((user) => auditFile(user, asked));
};
