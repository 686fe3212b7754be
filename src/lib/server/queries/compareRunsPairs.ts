import { Failure } from '#schema/failure.ts';
import type { Compared } from '#schema/compareRuns.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import { pairSources, type PairedSources, type RunSources } from '#science/run/pairSources.ts';
import { store } from '../store/client.ts';
import { readColumn, type SourceColumn } from '../store/sourceColumns.ts';
import { ensureColumns } from '../store/sourceColumnsBuild.ts';
import { objectIdsOfSources } from '../store/sourceObjects.ts';
import type { Generation } from '../store/sources.ts';
import { countSettled } from '../store/unsettled.ts';

/** More would take longer to match than anybody waits. */
const MOST_SOURCES = 500_000;
const KEPT = 3;

export interface ComparedSources extends RunSources {
	generation: Generation;
	sourceId: NumberColumn;
}

export interface PairedRuns extends PairedSources {
	a: ComparedSources;
	b: ComparedSources;
}

const kept = new Map<string, Promise<PairedRuns>>();

/** The sources of two runs and which of them are one; the last few pairs of runs that were asked for are kept. */
export async function pairedRuns(
	a: Generation,
	b: Generation,
	radiusArcsec: number
): Promise<PairedRuns> {
	// A settled match may have given a source another object.
	const settled = await Promise.all([countSettled(store(), a), countSettled(store(), b)]);
	const key = [
		...[a, b].flatMap(({ runId, revision }) => [runId, revision]),
		...settled,
		radiusArcsec
	].join('/');
	const paired = kept.get(key) ?? pair(a, b, radiusArcsec);
	kept.delete(key);
	kept.set(key, paired);
	for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
	paired.catch(() => kept.delete(key));
	return paired;
}

const COLUMNS = { flux: 'avgFluxPeak', eta: 'etaPeak', v: 'vPeak' } as const;

/** A measure of a run's sources, row by row; for positions, their right ascensions. */
export function measured(
	{ generation }: ComparedSources,
	measure: Compared
): Promise<NumberColumn> {
	return column(generation, measure === 'position' ? 'ra' : COLUMNS[measure]);
}

/** Where the second source of each pair lies from the first, arcsec on the sky. */
export function offsets({ a, b, rowA, rowB }: PairedRuns): { ra: Float64Array; dec: Float64Array } {
	const toRadians = Math.PI / 180;
	const n = rowA.length;
	const found = { ra: new Float64Array(n), dec: new Float64Array(n) };
	for (let i = 0; i < n; i++) {
		const [from, to] = [rowA[i], rowB[i]];
		// The shorter way round.
		const turn = ((b.ra[to] - a.ra[from] + 540) % 360) - 180;
		found.ra[i] = turn * Math.cos(a.dec[from] * toRadians) * 3600;
		found.dec[i] = (b.dec[to] - a.dec[from]) * 3600;
	}
	return found;
}

async function pair(a: Generation, b: Generation, radiusArcsec: number): Promise<PairedRuns> {
	const [first, second] = await Promise.all([sourcesOf(a), sourcesOf(b)]);
	return { a: first, b: second, ...pairSources(first, second, radiusArcsec / 3600) };
}

async function sourcesOf(generation: Generation): Promise<ComparedSources> {
	await ensureColumns(store(), generation);
	const sourceId = await column(generation, 'sourceId');
	if (sourceId.length > MOST_SOURCES)
		throw new Failure(
			'Invalid',
			`Runs are compared up to ${MOST_SOURCES} sources; run ${generation.runId} has ${sourceId.length}. Compare parts of them on the η–V page.`
		);
	const [ra, dec, objects] = await Promise.all([
		column(generation, 'ra'),
		column(generation, 'dec'),
		objectIdsOfSources(store(), generation)
	]);
	return {
		...{ generation, sourceId },
		ra: Float64Array.from(ra),
		dec: Float64Array.from(dec),
		objectId: Array.from(sourceId, (id) => objects.get(id) ?? null)
	};
}

function column(generation: Generation, name: SourceColumn): Promise<NumberColumn> {
	return readColumn(store(), generation, { variant: '', column: name });
}
