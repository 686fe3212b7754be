import * as Y from 'yjs';
import { SHARED } from '#schema/annotation.ts';
import type { SessionEvent, SessionMinutes } from '#schema/session.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { findQueue } from '../store/queues.ts';
import { eventsOfSession } from '../store/sessionEvents.ts';
import { readYLog } from '../store/yDocs.ts';
import { sessionOrRefuse } from './sessions.ts';
import { signedIn } from './signedIn.ts';

/** Who was there, what was decided by which votes, and what was written: only what showed to everybody. */
export async function sessionMinutes(
	user: User | null,
	sessionId: string
): Promise<SessionMinutes> {
	signedIn(user);
	const session = await sessionOrRefuse(sessionId);
	const [events, queue, texts] = await Promise.all([
		eventsOfSession(store(), sessionId),
		findQueue(store(), session.queueId),
		textsOf(sessionId)
	]);
	return {
		session,
		queueName: queue?.name ?? 'deleted queue',
		stays: staysOf(events),
		shown: events.flatMap((event) => (event.kind === 'showed' ? [shownIn(event)] : [])),
		decisions: events.flatMap((event) =>
			event.kind === 'revealed'
				? [{ ...shownIn(event), round: event.round, votes: event.votes }]
				: []
		),
		...texts
	};
}

function shownIn({
	at,
	by,
	candidateId,
	objectName
}: Extract<SessionEvent, { candidateId: string }>) {
	return { at, by: by.name, candidateId, objectName };
}

function staysOf(events: SessionEvent[]): SessionMinutes['stays'] {
	const stays: (SessionMinutes['stays'][number] & { id: string })[] = [];
	for (const { kind, by, at } of events) {
		const open = stays.filter(({ leftAt }) => leftAt === null);
		const own = open.find(({ id }) => id === by.id);
		if (kind === 'joined' && !own) stays.push({ ...by, cameAt: at, leftAt: null });
		if (kind === 'left' && own) own.leftAt = at;
		if (kind === 'ended') for (const stay of open) stay.leftAt = at;
	}
	return stays.map(({ name, cameAt, leftAt }) => ({ name, cameAt, leftAt }));
}

/** What is on disk of the room's document: all that anybody has seen. */
async function textsOf(sessionId: string): Promise<Pick<SessionMinutes, 'agenda' | 'notes'>> {
	const { snapshot, updates } = await readYLog(store(), `session-${sessionId}`);
	const doc = new Y.Doc();
	for (const update of snapshot ? [snapshot.bytes, ...updates] : updates)
		Y.applyUpdate(doc, update);
	const [agenda, notes] = [SHARED.agenda, SHARED.notes].map((name) => doc.getText(name).toJSON());
	doc.destroy();
	return { agenda, notes };
}
