import { changeRow, deleteRow } from '#server/commands/watchlists/rows.ts';
import { carriesOut } from '../../../../carriesOut.ts';

/** Changes a row. */
export const PUT = carriesOut(changeRow);

/** Takes a row out. */
export const DELETE = carriesOut(deleteRow);
