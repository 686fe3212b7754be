import { endSilence } from '#server/commands/alerts/silences.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Ends a silence now. */
export const DELETE = carriesOut(endSilence);
