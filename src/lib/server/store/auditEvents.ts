import { collection, type Store, type Transaction } from './client.ts';
import { anything, instant, nullable, shape, text, type CollectionPlan } from './plan.ts';
import { newId } from './ids.ts';

/** Who did what to which, when, with what it was before and after. Appended, never changed. */
export interface AuditEvent {
	action: string;
	/** null: the system itself. */
	byId: string | null;
	byName: string;
	/** Kind and id of what was changed: `object abc`. */
	target: string;
	before?: unknown;
	after?: unknown;
	at: Date;
}

export const auditEventsPlan: CollectionPlan = {
	name: 'auditEvents',
	validator: shape({
		_id: text,
		action: text,
		byId: nullable(text),
		byName: text,
		target: text,
		before: anything,
		after: anything,
		at: instant
	}),
	indexes: [{ key: { target: 1, at: 1 } }, { key: { byId: 1, at: 1 } }, { key: { at: 1 } }]
};

const auditEvents = (store: Store) =>
	collection<AuditEvent & { _id: string }>(store, 'auditEvents');

export async function appendAuditEvent(
	store: Store,
	event: AuditEvent,
	transaction?: Transaction
): Promise<void> {
	const { before = null, after = null, ...rest } = event;
	await auditEvents(store).insertOne(
		{ _id: newId(), ...rest, before, after },
		{ session: transaction }
	);
}

/** As `appendAuditEvent`, by whoever says it first. */
export async function appendAuditEventOnce(
	store: Store,
	id: string,
	{ before = null, after = null, ...rest }: AuditEvent
): Promise<void> {
	await auditEvents(store).updateOne(
		{ _id: id },
		{ $setOnInsert: { ...rest, before, after } },
		{ upsert: true }
	);
}

/** Oldest first. */
export async function auditEventsOf(store: Store, target: string): Promise<AuditEvent[]> {
	return auditEvents(store)
		.find({ target })
		.sort({ at: 1, _id: 1 })
		.project<AuditEvent>({ _id: 0 })
		.toArray();
}

/** The last time that this was done to that. */
export async function latestAuditEvent(
	store: Store,
	{ target, action }: Pick<AuditEvent, 'target' | 'action'>
): Promise<AuditEvent | null> {
	const [event] = await auditEvents(store)
		.find({ target, action })
		.sort({ at: -1, _id: -1 })
		.limit(1)
		.project<AuditEvent>({ _id: 0 })
		.toArray();
	return event ?? null;
}
