import type { SourceStanding, SourceVersion } from '#schema/sourcePage.ts';
import type { Source } from '#schema/source.ts';
import type { SourceRow } from '#schema/sourceQuery.ts';
import type { Run } from '#schema/run.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { judgedNumbers } from '#science/variability/fieldValue.ts';

/** A source as a row of a table whose rows need no labels. */
export function plainRow(source: Source, runName: string, from: Source): SourceRow {
	const separation = separationDeg(from.wavgRa, from.wavgDec, source.wavgRa, source.wavgDec);
	return {
		...source,
		...judgedNumbers(source),
		// On the page of the source itself.
		eseScore: NaN,
		runName,
		separationArcsec: separation * ARCSEC_PER_DEG,
		tags: [],
		verdict: null,
		isFavourite: false
	};
}

/**
 * The sources of one object, the latest run first and what a run shows before what it showed earlier. What a run under way
 * has not published is nobody's yet. @param runs The latest first.
 */
export function versionsOf(here: Source, sources: Source[], runs: Run[]): SourceVersion[] {
	return runs.flatMap((run) =>
		sources
			.filter(({ runId, revision }) => runId === run.id && revision <= run.revision)
			.sort((a, b) => b.revision - a.revision || a.id - b.id)
			.map((source) => ({
				...plainRow(source, run.name, here),
				state: source.revision === run.revision ? ('shown' as const) : ('superseded' as const),
				publishedAt: source.revision === run.revision ? run.endedAt : null,
				isHere: source.id === here.id
			}))
	);
}

/** The object's source that is shown: of this run if there is one, else of the latest. */
export function presentOf(versions: SourceVersion[], runId: number): SourceStanding['present'] {
	const shown = versions.filter(({ state }) => state === 'shown');
	const present = shown.find((version) => version.runId === runId) ?? shown.at(0);
	return present ? { id: present.id, name: present.name, runName: present.runName } : null;
}

export function standingOf(
	{ runId, revision }: Source,
	run: Run | null,
	versions: SourceVersion[]
): SourceStanding {
	const kind =
		run?.revision === revision
			? 'shown'
			: run && revision > run.revision
				? 'unpublished'
				: 'superseded';
	return { kind, present: kind === 'shown' ? null : presentOf(versions, runId) };
}
