import { drawVariable, type VariableKind } from '#science/simulate/behaviours.ts';
import { lightCurve } from '#science/simulate/lightCurves.ts';
import { Random } from '#science/stats/random.ts';
import type { CurveInput } from '#server/commands/scores/curveOf.ts';
import { scoreCurve } from '#science/ese/scoreCurve.ts';
import { linkSourcesToObjects } from '#server/commands/linkSourcesToObjects.ts';
import { requestScores } from '#server/commands/scores/requestScores.ts';
import { scoreRun } from '#server/commands/scores/scoreRun.ts';
import { collection, store } from '#server/store/client.ts';
import { insertSources, type NewSource } from '#server/store/sources.ts';
import type { Run } from '#schema/run.ts';
import { makeRun, newSource } from './builders.ts';
import { makeImage } from './imageBuilders.ts';

/** Two bands on each of these dates, as the demo's survey has them. */
export const EPOCHS = 24;
const DATES = Array.from({ length: EPOCHS }, (_, i) => 60310 + 14 * i);
const BANDS_MHZ = [887.5, 1367.5];
const SEASON = { dates: DATES, spanDays: DATES[EPOCHS - 1] - DATES[0] };
/** Images are numbered through: those of the lower band first. */
export const IMAGE_IDS = Array.from({ length: 2 * EPOCHS }, (_, i) => i + 1);
const ERROR = 0.02;

/** A source of this kind at full sensitivity, seeded by its id. */
export function simulated(
	id: number,
	kind: VariableKind | 'steady',
	{ runId, revision = 1, epochs = EPOCHS }: { runId: number; revision?: number; epochs?: number }
): NewSource {
	const random = new Random(`source ${id % 1000}`);
	const behaviour =
		kind === 'steady' ? ({ kind } as const) : drawVariable(kind, SEASON, random).behaviour;
	const rows = BANDS_MHZ.flatMap((frequencyMhz, band) => {
		const fluxAt = lightCurve(behaviour, frequencyMhz);
		return DATES.slice(0, epochs).map((mjd, epoch) => ({
			...{ mjd, frequencyMhz, imageId: band * EPOCHS + epoch + 1 },
			flux: 30 * fluxAt(mjd) * (1 + ERROR * random.normal())
		}));
	}).sort((a, b) => a.mjd - b.mjd);
	const of = <T>(value: (row: (typeof rows)[number], i: number) => T) => rows.map(value);
	const flux = of((row) => row.flux);
	const [ra, dec] = [149.8 + 0.01 * (id % 40), -30.2 + 0.01 * Math.floor((id % 1000) / 40)];
	return newSource(id, {
		...{ runId, revision, ra, dec, name: `S${id % 1000}`, nMeas: rows.length },
		...{ avgFluxPeak: 30, maxFluxPeak: Math.max(...flux), minFluxPeak: Math.min(...flux) },
		lightCurve: {
			mjd: of((row) => row.mjd),
			...{ fluxPeak: flux, fluxInt: flux },
			...{ fluxPeakErr: of(() => 30 * ERROR), fluxIntErr: of(() => 30 * ERROR) },
			localRms: of(() => 0.2),
			...{ frequencyMhz: of((row) => row.frequencyMhz), imageId: of((row) => row.imageId) },
			forced: of(() => false),
			measurementId: of((_row, i) => 1000 * id + i),
			measurementName: of((_row, i) => `m${i}`),
			...{ ra: of(() => ra), dec: of(() => dec), d2d: of(() => 0), dr: of(() => 0) }
		}
	});
}

/** The images that all simulated sources are measured in. */
export async function makeImages(): Promise<void> {
	for (const id of IMAGE_IDS)
		await makeImage(id, [], {
			frequencyMhz: BANDS_MHZ[id > EPOCHS ? 1 : 0],
			bandId: id > EPOCHS ? 2 : 1
		});
}

/** A completed run of these sources, each linked to its object. */
export async function makeScoredRun(id: number, sources: NewSource[]): Promise<Run> {
	const run = await makeRun(id, `run${id}`);
	await putSources(run, sources);
	return { ...run, imageIds: IMAGE_IDS, nSources: sources.length };
}

/** Puts another revision's sources in place of what the run shows. */
export async function putSources(run: Run, sources: NewSource[]): Promise<void> {
	const { objectIds } = await linkSourcesToObjects(
		store(),
		{ id: run.id, name: run.name, revision: sources[0].revision, radiusArcsec: 5 },
		{ sources, shared: [] }
	);
	sources.forEach((source, i) => (source.objectId = objectIds[i]));
	await insertSources(store(), sources);
	await collection<{ _id: number }>(store(), 'runs').updateOne(
		{ _id: run.id },
		{ $set: { imageIds: IMAGE_IDS, nSources: sources.length, revision: sources[0].revision } }
	);
}

/** How many light curves were scored, not copied. */
export const counted = { scored: 0 };

export function scoreHere(curves: CurveInput[]) {
	counted.scored += curves.length;
	return Promise.resolve(curves.map((curve) => scoreCurve(curve, curve.position)));
}

/** Asks for a run's scores, and does what the job does; false when it was stopped. */
export async function scored(
	runId: number,
	scoreBatch: Parameters<typeof scoreRun>[1]['scoreBatch'] = scoreHere
): Promise<boolean> {
	await requestScores(runId);
	return scoreRun({ runId, attempt: await attemptOf(runId) }, { atOnce: 1, scoreBatch });
}

export async function attemptOf(runId: number): Promise<string> {
	const doc = await collection<{ _id: number; attempt: string }>(store(), 'scorings').findOne({
		_id: runId
	});
	return doc?.attempt ?? '';
}
