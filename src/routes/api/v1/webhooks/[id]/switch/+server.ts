import { switchWebhook } from '#server/commands/webhooks/webhooks.ts';
import { carriesOut } from '../../../carriesOut.ts';

/** Switches a webhook off, or on again. */
export const POST = carriesOut(switchWebhook);
