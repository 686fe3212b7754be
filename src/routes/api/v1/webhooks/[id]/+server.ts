import { removeWebhook } from '#server/commands/webhooks/webhooks.ts';
import { carriesOut } from '../../carriesOut.ts';

/** Deletes a webhook. */
export const DELETE = carriesOut(removeWebhook);
