import { testMail } from '#server/commands/notifications/settings.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Sends a mail to one’s own address. */
export const POST = carriesOut(testMail);
