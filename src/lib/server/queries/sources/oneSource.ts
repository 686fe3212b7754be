import { Failure } from '#schema/failure.ts';
import type { LightCurve, Source } from '#schema/source.ts';
import type { MeasurementRow } from '#schema/sourcePage.ts';
import type { User } from '#schema/user.ts';
import { store } from '../../store/client.ts';
import { findRun } from '../../store/runs.ts';
import { readSource } from '../../store/sourceReads.ts';
import { findSources } from '../../store/sources.ts';
import { signedIn } from '../signedIn.ts';
import { sourceAround } from '../sourceAround.ts';
import { sourceIdOf } from '../sourceIdOf.ts';

/** One source for machines, with its light curve. */
export async function oneSource(
	user: User | null,
	named: string
): Promise<Source & { runName: string; lightCurve: LightCurve; relatedIds: number[] }> {
	const { source, lightCurve, relatedIds } = await knownSource(user, named);
	const run = await findRun(store(), source.runId);
	return { ...source, runName: run?.name ?? '', lightCurve, relatedIds };
}

/** Its measurements in the order of time, forced ones among them. */
export async function measurementsOfSource(
	user: User | null,
	named: string
): Promise<{ count: number; rows: MeasurementRow[] }> {
	const { measurements } = await sourceAround(await knownSource(user, named), NO_NEIGHBOURS_ARCSEC);
	return { count: measurements.length, rows: measurements };
}

const NO_NEIGHBOURS_ARCSEC = 0.001;

/** The sources it shares measurements with, by id. */
export async function relatedSources(
	user: User | null,
	named: string
): Promise<{ count: number; rows: Source[] }> {
	const { relatedIds } = await knownSource(user, named);
	const found = await findSources(store(), relatedIds);
	const rows = [...found.values()].sort((a, b) => a.id - b.id);
	return { count: rows.length, rows };
}

async function knownSource(user: User | null, named: string) {
	signedIn(user);
	const found = await readSource(store(), sourceIdOf(named));
	if (found) return found;
	throw new Failure('NotFound', `There is no source ${named}.`);
}
