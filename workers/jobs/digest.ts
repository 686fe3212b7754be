import { mailDue } from '#server/commands/notifications/mailDue.ts';
import { tellHeld } from '#server/commands/watching/tellHeld.ts';
import { deliverLateVerdicts } from '#server/commands/webhooks/deliverLateVerdicts.ts';
import { enqueueOverdue } from '#server/commands/webhooks/enqueueOverdue.ts';
import { enqueueEvery } from '#server/jobs/enqueue.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { log } from '#server/log.ts';

const EVERY_MS = 60_000;

/** Mails what is due, and sees after deliveries whose job was lost. */
export const digest: Handler<'digest'> = {
	kind: 'digest',
	concurrency: 1,
	async handle() {
		await tellHeld();
		await mailDue();
		await deliverLateVerdicts();
		await enqueueOverdue();
	}
};

/** Has it done every minute for as long as any worker is up. */
export function scheduleDigest(): void {
	enqueueEvery({ kind: 'digest' }, EVERY_MS).catch((error: unknown) =>
		log.error('e-mail and late deliveries are not looked after', { error })
	);
}
