import { measurementsAnswer } from '#server/queries/measurements.ts';
import { walks } from '../walks.ts';

/** A page of measurements: at, radius, radiusUnit, image, run, forced, sort, order, page, size as in the page's own address, or after, limit. */
export const GET = walks((user, { address, ...walk }) => measurementsAnswer(user, address, walk));
