import { imagesAnswer } from '#server/queries/images.ts';
import type { RequestHandler } from './$types';

/** A page of images: name, run, band, telescope, polarisation, from, to, mark, sort, order, page, size as in the page's own address. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => imagesAnswer(user, url.searchParams));
