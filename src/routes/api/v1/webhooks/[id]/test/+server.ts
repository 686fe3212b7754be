import { testWebhook } from '#server/commands/webhooks/webhooks.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Sends something harmless. */
export const POST = carriesOut(testWebhook);
