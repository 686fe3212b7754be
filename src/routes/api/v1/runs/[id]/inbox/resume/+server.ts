import { resumeInbox } from '#server/commands/inbox/setInbox.ts';
import { carriesOut } from '../../../../carriesOut.ts';

/** Starts what waits, at once, also after failures. */
export const POST = carriesOut(resumeInbox);
