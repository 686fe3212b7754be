import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { RetractionEffect } from '#schema/epochRetraction.ts';
import { Failure } from '#schema/failure.ts';
import type { Source } from '#schema/source.ts';
import type { User } from '#schema/user.ts';
import type { ImageScale } from '#science/ese/commonMode.ts';
import { scoreCurve } from '#science/ese/scoreCurve.ts';
import { parse } from '../commands/parse.ts';
import { store } from '../store/client.ts';
import { countScoresAbove } from '../store/eseScores.ts';
import { listImages } from '../store/imageList.ts';
import { sourcesOfRunQueue } from '../store/runCandidates.ts';
import { findRun } from '../store/runs.ts';
import { shownScores } from '../store/scorings.ts';
import { imageScalesOfRun } from './imageScales.ts';
import { epochsToFit, sourceToFit, type SourceToFit } from './lensFit.ts';
import { finite } from './lensFitNumbers.ts';
import { signedIn } from './signedIn.ts';

/** Candidates of the run's queue that are looked at for a whole image; each is scored twice. */
const MOST_CANDIDATES = 20;

const askedSchema = z.object({
	measurement: z.coerce.number('Name the measurement by its number.').int().positive(),
	scope: z.enum(['measurement', 'image'], 'The scope is measurement or image.')
});

/**
 * What leaving out an epoch would do: to this source, and, where it is the whole image, to the first candidates of the run's queue
 * that are in it. Nothing is changed.
 */
export async function retractionEffects(
	user: User | null,
	named: string,
	address: URLSearchParams
): Promise<{ effects: RetractionEffect[] }> {
	signedIn(user);
	const { measurement, scope } = parse(askedSchema, {
		measurement: address.get('measurement'),
		scope: address.get('scope') ?? 'measurement'
	});
	const own = await sourceToFit(named);
	const row = own.lightCurve.measurementId.indexOf(measurement);
	if (row < 0)
		throw new Failure(
			'NotFound',
			'The light curve of this source has no such epoch.',
			'measurement'
		);
	const effects = [await effectOn(own, [measurement])];
	if (scope === 'image') effects.push(...(await effectsOnOthers(own, own.lightCurve.imageId[row])));
	return { effects };
}

async function effectsOnOthers(own: SourceToFit, imageId: number): Promise<RetractionEffect[]> {
	const effects: RetractionEffect[] = [];
	for (const id of await sourcesOfRunQueue(store(), own.source.runId, MOST_CANDIDATES)) {
		const other = id === own.source.id ? null : await candidateToFit(id);
		const measured = other ? inImage(other, imageId) : [];
		if (!other || measured.length === 0) continue;
		effects.push(await effectOn(other, measured));
		// Fits hold this process: others have their turn between them.
		await setImmediate();
	}
	return effects;
}

/** null for a candidate whose source is gone. */
async function candidateToFit(id: number): Promise<SourceToFit | null> {
	try {
		return await sourceToFit(String(id));
	} catch (error) {
		if (error instanceof Failure) return null;
		throw error;
	}
}

function inImage({ lightCurve }: SourceToFit, imageId: number): number[] {
	return lightCurve.measurementId.filter((_, row) => lightCurve.imageId[row] === imageId);
}

async function effectOn(found: SourceToFit, without: number[]): Promise<RetractionEffect> {
	const { source } = found;
	const scales = await scalesFor(source);
	const [before, after] = [[], without].map((left) => scoreOf(found, scales, left));
	return {
		sourceId: source.id,
		name: source.name,
		score: { before, after },
		place: await placesOf(source, before, after)
	};
}

/** Of the images of its run, as the stored scores have them put right. */
async function scalesFor({ runId }: Source): Promise<ReadonlyMap<number, ImageScale>> {
	const run = await findRun(store(), runId);
	if (!run) return new Map();
	const images = await listImages(
		store(),
		{ ids: run.imageIds },
		{ sort: 'datetime', order: 'asc' }
	);
	return (await imageScalesOfRun(store(), run, images)).byImage;
}

/** As it would be stored, so that it can be placed among those that are. */
function scoreOf(
	found: SourceToFit,
	scales: ReadonlyMap<number, ImageScale>,
	without: number[]
): number | null {
	const { columns } = epochsToFit(found, without);
	const scale = columns.imageId.map((id) => scales.get(id));
	const scaleFactor = scale.map((known) => known?.factor ?? NaN);
	const scaleError = scale.map((known) => known?.error ?? NaN);
	return finite(scoreCurve({ ...columns, scaleFactor, scaleError }, null).eseScore);
}

/** By score among the run's sources, from 1. The source's own stored score does not stand before it. */
async function placesOf(
	{ runId, revision, id }: Source,
	before: number | null,
	after: number | null
): Promise<RetractionEffect['place']> {
	const shown = await shownScores(store(), { runId, revision });
	if (!shown || before === null || after === null) return null;
	const { version, basis } = shown;
	const above = (score: number) =>
		countScoresAbove(store(), { runId, revision, version, basis }, { score, besides: id });
	const [nBefore, nAfter] = await Promise.all([above(before), above(after)]);
	return { before: 1 + nBefore, after: 1 + nAfter };
}
