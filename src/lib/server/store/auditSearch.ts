import type { AuditEvent } from './auditEvents.ts';
import { collection, type Store } from './client.ts';
import type { Filter } from 'mongodb';

type AuditDoc = AuditEvent & { _id: string };

/** Which events; every part that is given is a condition. */
export interface AuditFilter {
	/** Part of the name, upper and lower case alike. */
	byName?: string;
	action?: string;
	/** The target, or words that it begins with. */
	target?: string;
	from?: Date;
	/** The first moment after. */
	to?: Date;
}

export interface AuditPlace {
	at: Date;
	id: string;
}

const auditEvents = (store: Store) => collection<AuditDoc>(store, 'auditEvents');

/** The latest first, those after a place. */
export async function searchAudit(
	store: Store,
	filter: AuditFilter,
	{ after, limit }: { after: AuditPlace | null; limit: number }
): Promise<(AuditEvent & { id: string })[]> {
	const past: Filter<AuditDoc> = after
		? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }] }
		: {};
	const docs = await auditEvents(store)
		.find({ $and: [conditions(filter), past] })
		.sort({ at: -1, _id: -1 })
		.limit(limit)
		.maxTimeMS(10_000)
		.toArray();
	return docs.map(({ _id: id, ...event }) => ({ id, ...event }));
}

export function countAudit(store: Store, filter: AuditFilter): Promise<number> {
	return auditEvents(store).countDocuments(conditions(filter));
}

export async function auditActions(store: Store): Promise<string[]> {
	return (await auditEvents(store).distinct('action')).sort();
}

function conditions({ byName, action, target, from, to }: AuditFilter): Filter<AuditDoc> {
	return {
		...(byName ? { byName: { $regex: escaped(byName), $options: 'i' } } : {}),
		...(action ? { action } : {}),
		// `run 1` is not `run 12`.
		...(target ? { target: { $regex: `^${escaped(target)}(?: |$)` } } : {}),
		...(from || to ? { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } } : {})
	};
}

/** What is typed is looked for as it stands. */
function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
