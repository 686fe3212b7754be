import { forkQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Makes a query one’s own, to change it. */
export const POST = carriesOut(forkQuery);
