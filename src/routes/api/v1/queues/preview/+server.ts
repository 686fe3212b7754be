import { previewPasted } from '#server/commands/queues/createQueue.ts';
import { carriesOut } from '../../carriesOut.ts';

/** What pasted positions would come to, before a queue is made of them. */
export const POST = carriesOut(previewPasted);
