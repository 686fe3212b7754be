import { measurementsOfImage } from '#server/queries/measurements.ts';
import { pages } from '../../../pages.ts';

/** A page of an image's measurements: forced=no|yes|only, sort, order, page, size. */
export const GET = pages((user, { params, url }) =>
	measurementsOfImage(user, params.id ?? '', url.searchParams)
);
