import { moveQueueTaxonomy } from '#server/commands/queues/moveQueueTaxonomy.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Gives the queue another class list, or another version of its own. */
export const PUT = carriesOut(moveQueueTaxonomy);
