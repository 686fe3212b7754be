import { markRead } from '#server/commands/notifications/settings.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Marks one notification as read, or all. */
export const POST = carriesOut(markRead);
