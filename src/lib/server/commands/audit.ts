import type { User } from '#schema/user.ts';
import { appendAuditEvent, type AuditEvent } from '../store/auditEvents.ts';
import { store, type Transaction } from '../store/client.ts';

/** Notes who did what; `user` null is the system itself. */
export function audit(
	user: User | null,
	event: Pick<AuditEvent, 'action' | 'target' | 'before' | 'after'>,
	transaction?: Transaction
): Promise<void> {
	const by = { byId: user?.id ?? null, byName: user?.displayName ?? 'system' };
	return appendAuditEvent(store(), { ...event, ...by, at: new Date() }, transaction);
}
