import { imageQuality } from '#server/queries/imageQuality.ts';
import type { RequestHandler } from './$types';

/** Quality of images as the page of this address has it. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => imageQuality(user, url.searchParams));
