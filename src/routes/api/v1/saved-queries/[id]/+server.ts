import { deleteQuery, saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Changes a query of one’s own. */
export const PUT = carriesOut(saveQuery);

/** Deletes a query of one’s own. */
export const DELETE = carriesOut(deleteQuery);
