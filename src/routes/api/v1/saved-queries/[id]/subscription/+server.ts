import { subscribeToQuery } from '#server/commands/savedQueries/subscribe.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Has one told after each run what fits the query, or no longer. */
export const PUT = carriesOut(subscribeToQuery);
