import { saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { savedQueryRows } from '#server/queries/savedQueries.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** One’s queries and those others share. */
export const GET = lists(savedQueryRows, ({ id }) => id);

/** Saves a question about sources. */
export const POST = carriesOut(saveQuery);
