import { Failure } from '#schema/failure.ts';
import type { Reason } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import type { Source } from '#schema/source.ts';
import { SOURCE_FIELDS, type SourceField, type SourceFilter } from '#schema/sourceFilter.ts';
import type { Store } from '../../store/client.ts';
import { sourcesKept } from '../../store/sourceSearch.ts';
import { factsOf, type Nominee } from './fillQueue.ts';
import { MOST_OBJECTS } from './nominateObjects.ts';

interface By {
	filter: SourceFilter;
	rule: Reason['rule'];
	/** Of the query; null where there is none. */
	name: string | null;
}

/** The objects of those sources of a run that a filter keeps, the most extreme in what it asks about first. */
export async function nominateSources(store: Store, run: Run, by: By): Promise<Nominee[]> {
	const kept = await sourcesKept(store, { runId: run.id, revision: run.revision }, by.filter);
	refuseTooMany(kept, run);
	const { field, sign } = orderedBy(by);
	const ordered = [...kept].sort(
		(a, b) => sign * (last(a[field], sign) - last(b[field], sign)) || a.id - b.id
	);
	return nomineesOf(run, ordered, (source) => ({ rule: by.rule, text: reasonText(by, source) }));
}

/** The objects of these sources of a run in this order, each once. */
export function nomineesOf<S extends Source>(
	run: Run,
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
			runId: run.id,
			sourceId: source.id,
			facts: factsOf(source, source)
		});
	}
	return [...nominees.values()];
}

export function refuseTooMany({ length }: readonly Source[], { name }: Run): void {
	if (length <= MOST_OBJECTS) return;
	throw new Failure(
		'Invalid',
		`${length} sources of run ${name} are kept; a queue takes at most ${MOST_OBJECTS}. Add a condition.`
	);
}

/** What is asked about first: largest first where a least value is asked for, smallest first where a most. */
function orderedBy({ filter, rule }: By): { field: SourceField; sign: 1 | -1 } {
	const [first] = filter.conditions;
	if (first) return { field: first.field, sign: first.is === 'atLeast' ? -1 : 1 };
	return { field: rule === 'new' ? 'newHighSigma' : 'etaPeak', sign: -1 };
}

/** What was not measured comes last, whichever end is first. */
function last(value: number, sign: 1 | -1): number {
	return Number.isNaN(value) ? sign * Number.MAX_VALUE : value;
}

/** Each condition with the number that met it. */
function reasonText({ filter, name }: By, source: Source): string {
	const met = filter.conditions.map(({ field, is, value }) => {
		const { label, unit } = SOURCE_FIELDS[field];
		return `${label} = ${figures(source[field])}${unit && ` ${unit}`} (${is === 'atLeast' ? '≥' : '≤'} ${value})`;
	});
	if (filter.cone) {
		const { ra, dec, radiusDeg } = filter.cone;
		met.push(`within ${radiusDeg}° of ${ra}°, ${dec}°`);
	}
	if (filter.newOnly) {
		met.push(`new: would have been seen at ${figures(source.newHighSigma)} σ in an earlier image`);
	}
	const named = name === null ? '' : `query “${name}”: `;
	return `${named}${met.join(', ') || 'any source'}`;
}

function figures(value: number): string {
	return String(Number(value.toPrecision(4)));
}
