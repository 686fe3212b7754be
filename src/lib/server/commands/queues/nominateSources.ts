import { Failure } from '#schema/failure.ts';
import type { Reason } from '#schema/queue.ts';
import type { Source } from '#schema/source.ts';
import { SOURCE_FIELDS } from '#schema/sourceFilter.ts';
import type { NumberRange, SourceQuery, SourceRow } from '#schema/sourceQuery.ts';
import type { User } from '#schema/user.ts';
import { judgedBy } from '#science/variability/bandMetrics.ts';
import { answer } from '../../queries/sources/answer.ts';
import { sortedAnswer, type SortedBy } from '../../queries/sources/sorted.ts';
import { sourceRows } from '../../queries/sources/sourceRows.ts';
import { factsOf, type Nominee } from './fillQueue.ts';
import { MOST_OBJECTS } from './nominateObjects.ts';

interface By {
	query: SourceQuery;
	rule: Reason['rule'];
	/** Of the query; null where there is none. */
	name: string | null;
}

/** The objects of the sources that answer a question, the most extreme in what it asks about first. */
export async function nominateSources(
	user: User,
	by: By
): Promise<{ nominees: Nominee[]; runs: { id: number; name: string }[] }> {
	const answered = await answer(user, by.query);
	const runs = answered.parts.map(({ generation, runName }) => ({
		id: generation.runId,
		name: runName
	}));
	refuseTooMany(answered.count, runs);
	const order = await sortedAnswer(answered, orderedBy(by));
	const rows = await sourceRows(user, answered, order);
	const nominees = nomineesOf(rows, (row) => ({ rule: by.rule, text: reasonText(by, row) }));
	return { nominees, runs };
}

/** The objects of these sources in this order, each once. */
export function nomineesOf<S extends Source>(
	sources: readonly S[],
	reasonOf: (source: S) => Reason
): Nominee[] {
	const nominees = new Map<string, Nominee>();
	for (const source of sources) {
		if (!source.objectId || nominees.has(source.objectId)) continue;
		nominees.set(source.objectId, {
			objectId: source.objectId,
			score: 0,
			reasons: [reasonOf(source)],
			runId: source.runId,
			sourceId: source.id,
			facts: factsOf(source, judgedBy(source))
		});
	}
	return [...nominees.values()];
}

export function refuseTooMany(count: number, runs: { name: string }[]): void {
	if (count <= MOST_OBJECTS) return;
	const where = runs.length === 1 ? `run ${runs[0].name}` : `${runs.length} runs`;
	throw new Failure(
		'Invalid',
		`${count} sources of ${where} are kept; a queue takes at most ${MOST_OBJECTS}. Add a condition.`
	);
}

/** What is asked about first: largest first where a least value is asked for, smallest first where only a most. */
function orderedBy({ query, rule }: By): SortedBy {
	const [first] = query.numbers;
	if (first) return { sort: first.field, order: first.min === null ? 'asc' : 'desc' };
	return { sort: rule === 'new' ? 'newHighSigma' : 'bandEtaPeak', order: 'desc' };
}

/** Each condition on numbers and places with what met it; the query's name stands for the rest. */
function reasonText({ query, name }: By, row: SourceRow): string {
	const met = query.numbers.map((range) => {
		const { label, unit } = SOURCE_FIELDS[range.field];
		return `${label} = ${figures(row[range.field])}${unit && ` ${unit}`} (${boundsText(range)})`;
	});
	if (row.separationArcsec !== null) {
		const near = query.places.length === 1 ? query.places[0].said : 'a position asked for';
		met.push(`${figures(row.separationArcsec)}″ from ${near}`);
	}
	if (query.newOnly)
		met.push(`new: would have been seen at ${figures(row.newHighSigma)} σ in an earlier image`);
	const named = name === null ? '' : `query “${name}”`;
	if (met.length === 0) return named || 'any source';
	return `${named && `${named}: `}${met.join(', ')}`;
}

function boundsText({ min, max }: NumberRange): string {
	if (min !== null && max !== null) return `${min} to ${max}`;
	return min === null ? `≤ ${max}` : `≥ ${min}`;
}

function figures(value: number): string {
	return String(Number(value.toPrecision(4)));
}
