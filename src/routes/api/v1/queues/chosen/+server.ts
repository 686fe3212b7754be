import { queueOfChosen } from '#server/commands/queues/queueOfChosen.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Makes a queue of objects. */
export const POST = carriesOut(queueOfChosen);
