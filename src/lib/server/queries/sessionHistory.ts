import type { Queue } from '#schema/queue.ts';
import type { RevealedVote, SessionEvent, SessionPerson, VettingSession } from '#schema/session.ts';
import { classLabel } from '#schema/taxonomy.ts';
import type { VoteEvent } from '#schema/vote.ts';
import { store } from '../store/client.ts';
import { findQueue } from '../store/queues.ts';
import { eventsOfSession } from '../store/sessionEvents.ts';
import { voteHistory } from '../store/voteEvents.ts';

/** That somebody voted, or took a vote back, during a session; what, only where it showed to everybody at once. */
export interface SessionVote {
	kind: 'voted' | 'withdrew';
	by: SessionPerson;
	at: Date;
	candidateId: string;
	round: number;
	vote: RevealedVote | null;
}

export type SessionHistoryEntry = SessionEvent | SessionVote;

/** A session's events with the votes that were cast meanwhile on what it showed, oldest first. */
export async function sessionHistory(session: VettingSession): Promise<SessionHistoryEntry[]> {
	const [events, queue] = await Promise.all([
		eventsOfSession(store(), session.id),
		findQueue(store(), session.queueId)
	]);
	const shown = new Set(
		events.flatMap((event) => ('candidateId' in event ? event.candidateId : []))
	);
	const histories = await Promise.all([...shown].map((id) => voteHistory(store(), id)));
	const votes = histories
		.flat()
		.filter(({ kind, at }) => kind !== 'skipped' && isDuring(session, at))
		.map((event) => sessionVote(queue, event));
	// Stable: events keep their order.
	return [...events, ...votes].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function isDuring({ startedAt, endedAt }: VettingSession, at: Date): boolean {
	return at >= startedAt && (endedAt === null || at <= endedAt);
}

function sessionVote(queue: Queue | null, event: VoteEvent): SessionVote {
	const { userId: id, userName: name, candidateId, round, at, classKey } = event;
	const { confidence, blind, note } = event;
	const isShown = queue?.sealing === 'open' && event.kind !== 'withdrawn';
	return {
		kind: event.kind === 'withdrawn' ? 'withdrew' : 'voted',
		by: { id, name },
		at,
		candidateId,
		round,
		vote: isShown
			? {
					...{ id, name, classKey, classLabel: classLabel(queue.taxonomy, classKey) },
					...{ confidence, blind, note }
				}
			: null
	};
}
