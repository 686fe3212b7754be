import { listUnsettled } from '#server/queries/objects.ts';
import { lists } from '../lists.ts';

/** Doubtful matches that wait for a person, oldest first. */
export const GET = lists(listUnsettled, ({ id }) => id);
