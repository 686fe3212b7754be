import { createQueue } from '#server/commands/queues/createQueue.ts';
import { listQueues } from '#server/queries/queues.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

export const GET = lists(listQueues, ({ queue }) => queue.id);

/** Makes a queue: its name, what it is made from, and any settings. */
export const POST = carriesOut(createQueue);
