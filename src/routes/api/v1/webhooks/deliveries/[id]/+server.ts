import { redeliver } from '#server/commands/webhooks/webhooks.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Sends a delivery again. */
export const POST = carriesOut(redeliver);
