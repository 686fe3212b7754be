import { auditFile, auditPage } from '#server/queries/auditTrail.ts';
import type { RequestHandler } from './$types';

/** What everybody changed, the latest first, for administrators: JSON, or all of it by `?format=csv`. */
export const GET: RequestHandler = ({ locals, url }) => {
	const asked = new URLSearchParams(url.search);
	const format = asked.get('format');
	asked.delete('format');
	if (format === 'csv') return locals.outcomes.download((user) => auditFile(user, asked));
	return locals.outcomes.answer((user) => auditPage(user, asked));
};
