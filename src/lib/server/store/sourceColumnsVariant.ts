import { SOURCE_FIELDS, type SourceField } from '#schema/sourceFilter.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import {
	judgedNumbers,
	RANKING_FIELDS,
	rankingNumbers,
	type JudgedField,
	type RankingField
} from '#science/variability/fieldValue.ts';
import type { Store } from './client.ts';
import { goodMetricsOfRun, type ReworkedMetrics } from './goodMetrics.ts';
import { missingColumns, readColumn, saveColumns, SOURCE_COLUMNS } from './sourceColumns.ts';
import { ensureColumns } from './sourceColumnsBuild.ts';
import type { Generation } from './sources.ts';

/** What a rework does not change is read from the run's own columns. */
const UNCHANGED: ReadonlySet<SourceField> = new Set<SourceField>([
	'newHighSigma',
	'newTrueHighSigma',
	'nNeighbourDist',
	'nRel',
	'eseScore'
]);
const REWORKED = Object.keys(SOURCE_FIELDS).filter(
	// Object.keys forgets which keys it was given, and the set leaves those of ReworkedMetrics.
	(field) => !UNCHANGED.has(field as SourceField)
) as (SourceField & (keyof ReworkedMetrics | JudgedField))[];

/** Keeps a run's numbers without its bad images as columns: the run's own, with those of the sources that differ in their places. */
export async function saveVariant(
	store: Store,
	generation: Generation,
	variant: string
): Promise<void> {
	await ensureColumns(store, generation);
	const good = await goodMetricsOfRun(store, { ...generation, variant });
	const ids = await readColumn(store, generation, { variant: '', column: 'sourceId' });
	const rowOf = new Map(Array.from(ids, (id, row) => [id, row]));
	const reworked = Array.from(good.values(), ({ sourceId, metrics, bands }) => {
		const source = { ...metrics, bands };
		return {
			row: rowOf.get(sourceId),
			numbers: { ...metrics, ...judgedNumbers(source), ...rankingNumbers(source) }
		};
	});
	const changed: { [F in SourceField | RankingField]?: NumberColumn } = {};
	for (const field of [...REWORKED, ...RANKING_FIELDS]) {
		const own = await readColumn(store, generation, { variant: '', column: field });
		const column = own.slice();
		for (const { row, numbers } of reworked) if (row !== undefined) column[row] = numbers[field];
		changed[field] = column;
	}
	await saveColumns(store, generation, variant, changed);
}

/** Whether a variant has been worked out; one that an earlier version has kept is kept anew, with the columns it lacks. */
export async function hasVariant(
	store: Store,
	generation: Generation,
	variant: string
): Promise<boolean> {
	const missing = await missingColumns(store, generation, variant);
	if (missing.length === SOURCE_COLUMNS.length) return false;
	if (missing.length > 0) await saveVariant(store, generation, variant);
	return true;
}
