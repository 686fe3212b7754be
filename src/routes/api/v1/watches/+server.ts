import { listWatches } from '#server/queries/watching.ts';
import { lists } from '../lists.ts';

/** Objects one watches, the latest first. */
export const GET = lists(listWatches, ({ objectId }) => objectId);
