import { requestArrow } from '#server/commands/runs/requestArrow.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Has a worker write its Arrow files. */
export const POST = carriesOut(requestArrow);
