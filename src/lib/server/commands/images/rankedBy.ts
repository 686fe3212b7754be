import type { Run } from '#schema/run.ts';
import type { Source } from '#schema/source.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import type { RankableSource } from '#science/variability/rank.ts';
import type { Store } from '../../store/client.ts';
import { goodMetricsOfSources } from '../../store/goodMetrics.ts';
import { readyVariant } from '../../store/reworks.ts';
import { readColumn, type SourceColumn } from '../../store/sourceColumns.ts';
import { ensureColumns } from '../../store/sourceColumnsBuild.ts';
import { hasVariant, saveVariant } from '../../store/sourceColumnsVariant.ts';
import { findSources } from '../../store/sources.ts';

/** A source with its numbers without bad images, and how many of its measurements they leave out. */
export type RankedSource = Source & { nLeftOut: number };

/** All sources of a run in order of their ids, with the numbers they are ranked by: those of the band each is judged by. */
export interface RankTable {
	ids: NumberColumn;
	judged: RankableSource[];
	/** Names the bad images that the numbers leave out; '' for none. */
	variant: string;
}

const COLUMNS = {
	name: 'nameKey',
	nMeas: 'bandNMeas',
	etaPeak: 'bandEtaPeak',
	vPeak: 'bandVPeak',
	avgFluxPeak: 'bandAvgFluxPeak',
	maxFluxPeak: 'bandMaxFluxPeak',
	minFluxPeak: 'bandMinFluxPeak',
	isNew: 'isNew',
	newHighSigma: 'newHighSigma',
	vsAbsSignificantMaxPeak: 'bandVsPeak',
	mAbsSignificantMaxPeak: 'bandMPeak',
	vsAbsSignificantMaxInt: 'bandVsInt',
	mAbsSignificantMaxInt: 'bandMInt',
	frequencyMhz: 'bandMhz'
} as const satisfies Record<keyof RankableSource, SourceColumn>;

/** From a run's columns: no source is read. Without bad images where that is worked out. */
export async function rankTable(store: Store, run: Run): Promise<RankTable> {
	const generation = { runId: run.id, revision: run.revision };
	await ensureColumns(store, generation);
	const variant = await readyVariant(store, generation);
	if (variant !== '' && !(await hasVariant(store, generation, variant)))
		await saveVariant(store, generation, variant);
	const read = (column: SourceColumn) => readColumn(store, generation, { variant, column });
	const [ids, all] = await Promise.all([read('sourceId'), read('nMeas')]);
	const columns = await columnsNamed(read);
	const judged = Array.from(ids, (_, row) => rankable(columns, row, all[row]));
	return { ids, judged, variant };
}

/** What is known of some of them, by id. */
export async function rankedSources(
	store: Store,
	ids: number[],
	variant: string
): Promise<Map<number, RankedSource>> {
	const [sources, good] = await Promise.all([
		findSources(store, ids),
		goodMetricsOfSources(store, ids, variant)
	]);
	return new Map(
		Array.from(sources, ([id, source]) => {
			const own = good.get(id);
			return [
				id,
				own
					? { ...source, ...own.metrics, bands: own.bands, nLeftOut: own.nLeftOut }
					: { ...source, nLeftOut: 0 }
			];
		})
	);
}

type Columns = Record<keyof typeof COLUMNS, NumberColumn>;

async function columnsNamed(
	read: (column: SourceColumn) => Promise<NumberColumn>
): Promise<Columns> {
	const pairs = await Promise.all(
		Object.entries(COLUMNS).map(async ([name, column]) => [name, await read(column)] as const)
	);
	// Object.fromEntries forgets which keys it was given.
	return Object.fromEntries(pairs) as Columns;
}

function rankable(columns: Columns, row: number, nMeasInAllBands: number): RankableSource {
	const numbers = {
		name: columns.name[row],
		nMeas: columns.nMeas[row],
		etaPeak: columns.etaPeak[row],
		vPeak: columns.vPeak[row],
		avgFluxPeak: columns.avgFluxPeak[row],
		maxFluxPeak: columns.maxFluxPeak[row],
		minFluxPeak: columns.minFluxPeak[row],
		isNew: columns.isNew[row] === 1,
		newHighSigma: columns.newHighSigma[row],
		vsAbsSignificantMaxPeak: columns.vsAbsSignificantMaxPeak[row],
		mAbsSignificantMaxPeak: columns.mAbsSignificantMaxPeak[row],
		vsAbsSignificantMaxInt: columns.vsAbsSignificantMaxInt[row],
		mAbsSignificantMaxInt: columns.mAbsSignificantMaxInt[row]
	};
	// A band is named where there are others.
	return numbers.nMeas < nMeasInAllBands
		? { ...numbers, frequencyMhz: columns.frequencyMhz[row] }
		: numbers;
}
