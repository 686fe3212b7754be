import { measurementsOfImage } from '#server/queries/measurements.ts';
import { walks } from '../../../walks.ts';

/** A page of an image's measurements: forced=no|yes|only, sort, order, page, size, or after, limit. */
export const GET = walks((user, { event, address, ...walk }) =>
	measurementsOfImage(user, event.params.id ?? '', { address, walk })
);
