import type { SessionMinutes } from '#schema/session.ts';

const COLUMNS = [
	...['time_utc', 'kind', 'person', 'candidate_id', 'candidate', 'round'],
	...['class', 'class_label', 'confidence', 'blind', 'text']
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string>>;

/** Minutes as a table: a line for each time somebody came or left, each candidate shown, each vote revealed, agenda and notes. */
export function minutesCsv({ session, ...minutes }: SessionMinutes): string {
	const lines: Line[] = [
		...minutes.stays.flatMap(({ name, cameAt, leftAt }) => [
			{ time_utc: cameAt.toISOString(), kind: 'came', person: name },
			...(leftAt ? [{ time_utc: leftAt.toISOString(), kind: 'left', person: name }] : [])
		]),
		...minutes.shown.map(({ at, by, candidateId, objectName }) => ({
			...{ time_utc: at.toISOString(), kind: 'shown', person: by },
			...{ candidate_id: candidateId, candidate: objectName }
		})),
		...minutes.decisions.flatMap(({ at, candidateId, objectName, round, votes }) =>
			votes.map((vote) => ({
				...{ time_utc: at.toISOString(), kind: 'vote', person: vote.name },
				...{ candidate_id: candidateId, candidate: objectName, round: String(round) },
				...{ class: vote.classKey, class_label: vote.classLabel, confidence: vote.confidence },
				...{ blind: vote.blind ? '1' : '0', text: vote.note }
			}))
		)
	];
	// ISO times sort as text; lines of the same moment keep their order.
	lines.sort((a, b) => (a.time_utc ?? '').localeCompare(b.time_utc ?? ''));
	const end = (session.endedAt ?? session.startedAt).toISOString();
	for (const kind of ['agenda', 'notes'] as const) {
		if (minutes[kind].trim()) lines.push({ time_utc: end, kind, text: minutes[kind].trim() });
	}
	const rows = lines.map((line) => COLUMNS.map((column) => cell(line[column] ?? '')).join(','));
	return [COLUMNS.join(','), ...rows].join('\r\n') + '\r\n';
}

/** Quoted where it must be; a leading sign that a spreadsheet would take for a formula is disarmed. */
function cell(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
