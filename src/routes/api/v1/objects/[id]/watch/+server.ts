import { unwatchObject, watchObject } from '#server/commands/watches.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Watches the object; false when one did already. */
export const POST = carriesOut(watchObject);

/** Watches it no longer. */
export const DELETE = carriesOut(unwatchObject);
