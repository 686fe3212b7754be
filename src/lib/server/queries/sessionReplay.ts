import type { SessionMoment, VettingSession } from '#schema/session.ts';
import type { User } from '#schema/user.ts';
import { sessionHistory, type SessionHistoryEntry, type SessionVote } from './sessionHistory.ts';
import { sentenceOf } from './sessionSentence.ts';
import { sessionOrRefuse } from './sessions.ts';
import { signedIn } from './signedIn.ts';

interface Replay {
	session: VettingSession;
	moments: SessionMoment[];
}

/** A session moment by moment. Nothing shows here before it showed to everybody there. */
export async function sessionReplay(user: User | null, sessionId: string): Promise<Replay> {
	signedIn(user);
	const session = await sessionOrRefuse(sessionId);
	return { session, moments: momentsOf(await sessionHistory(session)) };
}

const BEFORE: SessionMoment = {
	...{ id: 0, at: new Date(0), sentence: '', candidate: null, driverName: null, people: [] },
	...{ round: null, voted: [], votes: null }
};

function momentsOf(history: SessionHistoryEntry[]): SessionMoment[] {
	const moments: SessionMoment[] = [];
	for (const [id, entry] of history.entries()) {
		const before = moments.at(-1) ?? BEFORE;
		const told = { id, at: entry.at, sentence: sentenceOf(entry) };
		moments.push({ ...before, ...changeBy(entry, before), ...told });
	}
	return moments;
}

type Kind = SessionHistoryEntry['kind'];
type Change<K extends Kind> = (
	entry: SessionHistoryEntry & { kind: K },
	before: SessionMoment
) => Partial<SessionMoment>;

/** What an entry changes of what everybody could see. */
const CHANGES: { [K in Kind]: Change<K> } = {
	started: ({ by }) => ({ driverName: by.name }),
	joined: ({ by }, { people }) => ({ people: [...without(people, by.name), by.name] }),
	left: ({ by }, { people, driverName }) => ({
		people: without(people, by.name),
		driverName: driverName === by.name ? null : driverName
	}),
	drove: ({ driver }) => ({ driverName: driver?.name ?? null }),
	showed: (entry) => ({ candidate: candidateOf(entry), round: null, voted: [], votes: null }),
	roundOpened: (entry) => ({
		candidate: candidateOf(entry),
		round: entry.round,
		voted: [],
		votes: null
	}),
	revealed: (entry) => ({
		candidate: candidateOf(entry),
		round: entry.round,
		voted: entry.votes.map(({ name }) => name),
		votes: entry.votes
	}),
	timerStarted: () => ({}),
	timerStopped: () => ({}),
	ended: () => ({ people: [] }),
	voted: votedOn,
	withdrew: votedOn
};

function changeBy(entry: SessionHistoryEntry, before: SessionMoment): Partial<SessionMoment> {
	// The table has the function for this very kind; TypeScript cannot follow the pairing through a union.
	const change = CHANGES[entry.kind] as (
		entry: SessionHistoryEntry,
		before: SessionMoment
	) => Partial<SessionMoment>;
	return change(entry, before);
}

/** A vote counts for the candidate shown; what it says only where it showed to everybody at once. */
function votedOn({ kind, by, candidateId, vote }: SessionVote, before: SessionMoment) {
	if (candidateId !== before.candidate?.id) return {};
	const { voted, votes } = before;
	const others = without(voted, by.name);
	const seen = votes?.filter(({ id }) => id !== by.id) ?? [];
	if (kind === 'withdrew') return { voted: others, votes: votes && seen };
	return { voted: [...others, by.name], votes: vote ? [...seen, vote] : votes };
}

function without(names: string[], gone: string): string[] {
	return names.filter((name) => name !== gone);
}

function candidateOf({ candidateId, objectName }: { candidateId: string; objectName: string }) {
	return { id: candidateId, objectName };
}
