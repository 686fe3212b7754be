import { auditFile } from '#server/queries/auditTrail.ts';
import type { RequestHandler } from './$types';

/** Every change that the address asks for, whatever page, as CSV. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.download((user) => auditFile(user, url.searchParams));
