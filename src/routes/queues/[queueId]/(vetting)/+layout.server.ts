import { queuePlane } from '#server/queries/etaVPlane.ts';
import type { LayoutServerLoad } from './$types';

/** The same for every candidate of a queue: not sent again from one to the next. */
export const load: LayoutServerLoad = ({ locals, params }) =>
	locals.outcomes.show(async (user) => ({ plane: await queuePlane(user, params.queueId) }));
