import { imagesFile } from '#server/queries/imagesFile.ts';
import type { RequestHandler } from './$types';

/** Every image that the address asks for, whatever page, as CSV. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.download((user) => imagesFile(user, url.searchParams));
