import { SOURCE_FIELDS, type SourceField } from '#schema/sourceFilter.ts';
import type { SourceRow } from '#schema/sourceQuery.ts';
import type { Source } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import { circlesOf, separationWithin, type Circles } from '#science/table/circles.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import { judgedNumbers } from '#science/variability/fieldValue.ts';
import { store } from '../../store/client.ts';
import { favouritesOf } from '../../store/favourites.ts';
import { outcomesOfObjects } from '../../store/objectOutcomes.ts';
import { findSources } from '../../store/sources.ts';
import { tagsOfObjects } from '../../store/tags.ts';
import type { Answer, AnswerPart } from './answer.ts';
import { rowAt } from './sorted.ts';

// Object.keys forgets which keys it was given.
const FIELDS = Object.keys(SOURCE_FIELDS) as SourceField[];

/** The sources at these places of an answer, with what people said of them. */
export async function sourceRows(
	reader: User,
	answer: Answer,
	places: ArrayLike<number>
): Promise<SourceRow[]> {
	return rowsReader(reader, answer)(places);
}

/** For who reads on and on: what does not depend on the places is read once. */
export function rowsReader(
	reader: User,
	answer: Answer
): (places: ArrayLike<number>) => Promise<SourceRow[]> {
	const starred = favouritesOf(store(), reader.id);
	// Whoever reads meets its failure; before that nobody may.
	starred.catch(() => undefined);
	const circles = circlesOf(answer.places);
	return (places) => readRows(answer, { places, circles, starred });
}

interface Read {
	places: ArrayLike<number>;
	circles: Circles;
	starred: Promise<{ objectId: string }[]>;
}

async function readRows(answer: Answer, { places, circles, starred }: Read): Promise<SourceRow[]> {
	const idsOf = new Map<AnswerPart, NumberColumn>();
	const scoresOf = new Map<AnswerPart, NumberColumn>();
	for (const part of answer.parts) {
		idsOf.set(part, await part.columns.read('sourceId'));
		scoresOf.set(part, await part.columns.read('eseScore'));
	}
	const asked = Array.from(places, (place) => {
		const { part, row } = rowAt(answer, place);
		return { part, row, id: idsOf.get(part)?.[row] ?? NaN };
	});
	const sources = await findSources(
		store(),
		asked.map(({ id }) => id)
	);
	const labels = await labelsOf([...sources.values()], starred);
	const rows = await Promise.all(
		asked.map(async ({ part, row, id }) => {
			const source = sources.get(id);
			// Deleted since the answer was found: a run that is being cleared.
			if (!source) return [];
			const separationDeg = separationWithin(circles, source.wavgRa, source.wavgDec);
			const separationArcsec = Number.isNaN(separationDeg) ? null : separationDeg * 3600;
			const { runName } = part;
			const numbers = part.columns.variant === '' ? null : await numbersOf(part, row);
			// Put into the source, which nobody else has: a copy of its fifty fields takes longer than all the rest.
			return Object.assign(source, judgedNumbers(source), numbers, {
				eseScore: scoresOf.get(part)?.[row] ?? NaN,
				...{ runName, separationArcsec },
				...labels(source.objectId)
			});
		})
	);
	return rows.flat();
}

/** A variant's numbers in place of those as measured. */
async function numbersOf(
	{ columns }: AnswerPart,
	row: number
): Promise<Partial<Record<SourceField, number>>> {
	const numbers = await Promise.all(
		FIELDS.map(async (field) => [field, (await columns.read(field))[row]] as const)
	);
	return Object.fromEntries(numbers);
}

type Labels = Pick<SourceRow, 'tags' | 'verdict' | 'isFavourite'>;

async function labelsOf(
	sources: Source[],
	starred: Read['starred']
): Promise<(objectId: string | null) => Labels> {
	const objectIds = [...new Set(sources.flatMap(({ objectId }) => objectId ?? []))];
	const [applied, outcomes, favourites] = await Promise.all([
		tagsOfObjects(store(), objectIds),
		outcomesOfObjects(store(), objectIds),
		starred
	]);
	const tags = new Map<string, string[]>();
	for (const { objectId, tag } of applied) tags.set(objectId, [...(tags.get(objectId) ?? []), tag]);
	const verdicts = new Map(outcomes.map(({ objectId, classKey }) => [objectId, classKey]));
	const starredIds = new Set(favourites.map(({ objectId }) => objectId));
	return (objectId) => ({
		tags: (objectId && tags.get(objectId)) || [],
		verdict: (objectId && verdicts.get(objectId)) || null,
		isFavourite: objectId !== null && starredIds.has(objectId)
	});
}
