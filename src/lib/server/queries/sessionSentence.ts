import type { SessionHistoryEntry } from './sessionHistory.ts';

type Kind = SessionHistoryEntry['kind'];
type Sentence<K extends Kind> = (entry: SessionHistoryEntry & { kind: K }) => string;

const SENTENCES: { [K in Kind]: Sentence<K> } = {
	started: ({ by, queueName }) => `${by.name} started the session on ${queueName}.`,
	joined: ({ by }) => `${by.name} came in.`,
	left: ({ by }) => `${by.name} left.`,
	drove: ({ by, driver }) =>
		driver?.id === by.id
			? `${by.name} took the wheel.`
			: `${by.name} handed the wheel to ${driver?.name ?? 'nobody'}.`,
	showed: ({ by, objectName }) => `${by.name} showed ${objectName}.`,
	roundOpened: ({ by, round, objectName }) => `${by.name} opened round ${round} on ${objectName}.`,
	revealed: ({ by, round, objectName }) =>
		`${by.name} revealed the votes of round ${round} on ${objectName}.`,
	timerStarted: ({ by, seconds }) => `${by.name} set the timer to ${seconds} s.`,
	timerStopped: ({ by }) => `${by.name} stopped the timer.`,
	ended: ({ by }) => `${by.name} ended the session.`,
	voted: ({ by, vote }) => `${by.name} voted${vote ? ` ${vote.classLabel}` : ''}.`,
	withdrew: ({ by }) => `${by.name} took the vote back.`
};

/** Who did what, in one sentence that tells nothing sealed. */
export function sentenceOf(entry: SessionHistoryEntry): string {
	// The table has the function for this very kind; TypeScript cannot follow the pairing through a union.
	const sentence = SENTENCES[entry.kind] as (entry: SessionHistoryEntry) => string;
	return sentence(entry);
}
