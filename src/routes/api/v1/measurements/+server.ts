import { measurementsAnswer } from '#server/queries/measurements.ts';
import { pages } from '../pages.ts';

/** A page of measurements: at, radius, radiusUnit, image, run, forced, sort, order, page, size as in the page's own address. */
export const GET = pages((user, { url }) => measurementsAnswer(user, url.searchParams));
