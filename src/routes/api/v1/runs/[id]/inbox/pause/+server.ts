import { pauseInbox } from '#server/commands/inbox/setInbox.ts';
import { carriesOut } from '../../../../carriesOut.ts';

/** Starts nothing any more; what arrives is noted. */
export const POST = carriesOut(pauseInbox);
