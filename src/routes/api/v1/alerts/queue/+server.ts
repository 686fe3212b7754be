import { queueOfAlerts } from '#server/commands/alerts/queueOfAlerts.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Makes a queue of the objects of alerts. */
export const POST = carriesOut(queueOfAlerts);
