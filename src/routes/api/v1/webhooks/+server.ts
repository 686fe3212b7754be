import { createWebhook } from '#server/commands/webhooks/webhooks.ts';
import { webhookRows } from '#server/queries/webhooks.ts';
import { carriesOut } from '../carriesOut.ts';
import { lists } from '../lists.ts';

/** Webhooks with their latest deliveries, for administrators. */
export const GET = lists(webhookRows, ({ id }) => id);

/** Registers a webhook; its secret is in this answer and in no other. */
export const POST = carriesOut(createWebhook);
