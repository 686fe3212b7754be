import type { RevealedVote, SessionMinutes } from '#schema/session.ts';

/** Minutes as a Markdown document. What people wrote is put in as text: it cannot break out of its table or paragraph. */
export function minutesMarkdown(minutes: SessionMinutes): string {
	const { session, queueName } = minutes;
	const until = session.endedAt ? ` to ${utc(session.endedAt)}` : ', still under way';
	return [
		`# ${plain(session.name)}`,
		`Vetting session on the queue “${plain(queueName)}”, ${utc(session.startedAt)}${until} (UTC). ` +
			`Led by ${plain(session.chair.name)}.`,
		'## Who was there',
		table(
			['Person', 'Came (UTC)', 'Left (UTC)'],
			minutes.stays.map(({ name, cameAt, leftAt }) => [
				name,
				utc(cameAt),
				leftAt ? utc(leftAt) : ''
			])
		),
		...(minutes.agenda.trim() ? ['## Agenda', quoted(minutes.agenda)] : []),
		'## Decisions',
		...(minutes.decisions.length > 0
			? minutes.decisions.flatMap(decision)
			: ['No votes were revealed.']),
		'## Candidates shown',
		table(
			['Time (UTC)', 'Candidate', 'By'],
			minutes.shown.map(({ at, objectName, by }) => [utc(at), objectName, by])
		),
		'## Notes',
		minutes.notes.trim() ? quoted(minutes.notes) : 'None.'
	]
		.join('\n\n')
		.concat('\n');
}

/** `ESE 3, AGN 1`: most votes first. */
function tallyOf(votes: readonly RevealedVote[]): string {
	const counts = new Map<string, number>();
	for (const { classLabel } of votes) counts.set(classLabel, (counts.get(classLabel) ?? 0) + 1);
	const sorted = [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
	return sorted.map(([label, count]) => `${label} ${count}`).join(', ') || 'no votes';
}

function decision({ objectName, round, at, by, votes }: SessionMinutes['decisions'][number]) {
	return [
		`### ${plain(objectName)}, round ${round}: ${plain(tallyOf(votes))}`,
		`Revealed by ${plain(by)}, ${utc(at)} (UTC).`,
		table(
			['Person', 'Class', 'Confidence', 'Blind', 'Note'],
			votes.map(({ name, classLabel, confidence, blind, note }) => [
				name,
				classLabel,
				confidence,
				blind ? 'yes' : 'no',
				note
			])
		)
	];
}

function table(titles: string[], rows: string[][]): string {
	if (rows.length === 0) return 'None.';
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [
		line(titles),
		line(titles.map(() => '---')),
		...rows.map((row) => line(row.map(plain)))
	].join('\n');
}

/** In a quotation, so that a heading in the notes is not one of the minutes. */
function quoted(text: string): string {
	return text
		.trim()
		.split(/\r?\n/)
		.map((line) => `> ${line.replaceAll('<', '&lt;')}`)
		.join('\n');
}

function plain(text: string): string {
	return text
		.replace(/\s+/g, ' ')
		.replace(/[\\`*_[\]|#]/g, (sign) => `\\${sign}`)
		.replaceAll('<', '&lt;');
}

function utc(date: Date): string {
	return date.toISOString().slice(0, 16).replace('T', ' ');
}
