import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { RetractionEffect, RetractionEffects } from '#schema/epochRetraction.ts';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { scoreCurve } from '#science/ese/scoreCurve.ts';
import { countedRows, curveOf } from '../commands/scores/curveOf.ts';
import { curveSetting, type CurveSetting } from '../commands/scores/scoreSetting.ts';
import { parse } from '../commands/parse.ts';
import { store } from '../store/client.ts';
import { curvesToScore, type SourceToScore } from '../store/curvesToScore.ts';
import { objectsOfRunQueue } from '../store/runCandidates.ts';
import { findRun } from '../store/runs.ts';
import { readScoreColumn, shownEdition } from '../store/scoreColumns.ts';
import { readColumn } from '../store/sourceColumns.ts';
import { readSource } from '../store/sourceReads.ts';
import { maskOnNamed } from './honeypots.ts';
import { rememberedAtMost } from './lensFitMemory.ts';
import { finite } from './lensFitNumbers.ts';
import { placesAmong, type Places } from './placesAmong.ts';
import { signedIn } from './signedIn.ts';
import { sourceIdOf } from './sourceIdOf.ts';

const askedSchema = z.object({
	measurement: z.coerce.number('Name the measurement by its number.').int().positive(),
	scope: z.enum(['measurement', 'image'], 'The scope is measurement or image.')
});

/** What every page of a proposal asks for; a whole image takes seconds. */
const MOST_KEPT = 50;
const kept = rememberedAtMost<Promise<RetractionEffects>>(MOST_KEPT);

/**
 * What leaving out an epoch would do to scores and to the order of the run: of this source, and, where it is the whole image, of
 * every candidate of the run's queue that is in it. Nothing is changed.
 */
export async function retractionEffects(
	user: User | null,
	named: string,
	address: URLSearchParams
): Promise<RetractionEffects> {
	const reader = signedIn(user);
	const { measurement, scope } = parse(askedSchema, {
		measurement: address.get('measurement'),
		scope: address.get('scope') ?? 'measurement'
	});
	const own = await epochOf(named, measurement);
	const { run, sourceId, objectId, imageId } = own;
	await refuseUntilVote(reader, { candidateId: address.get('candidate'), objectId });
	const by = await curveSetting(run);
	const { runId, revision, basis } = by.edition;
	const decided = [...(by.setting.retracted.get(objectId) ?? [])];
	const key = [
		...[store().db.databaseName, runId, revision, basis, await shownEdition(store(), by.edition)],
		...[sourceId, decided, imageId, scope]
	].join('/');
	return kept(key, async () => {
		const objectIds = scope === 'image' ? await objectsOfRunQueue(store(), runId) : [];
		return effectsOn([objectId, ...objectIds], { ...own, by });
	});
}

/** Scores are of what was measured: who has to meet a made event still would be told by them. */
async function refuseUntilVote(
	reader: User,
	{ candidateId, objectId }: { candidateId: string | null; objectId: string }
): Promise<void> {
	if (!(await maskOnNamed(candidateId, objectId, reader)).untilVote) return;
	throw new Failure(
		'Conflict',
		'This queue has hidden tests: what leaving out an epoch would do is shown after your vote.'
	);
}

interface AskedEpoch {
	run: Run;
	sourceId: number;
	objectId: string;
	imageId: number;
}

async function epochOf(named: string, measurement: number): Promise<AskedEpoch> {
	const found = await readSource(store(), sourceIdOf(named));
	if (!found) throw new Failure('NotFound', `There is no source ${named}.`);
	const { source, lightCurve } = found;
	const row = lightCurve.measurementId.indexOf(measurement);
	if (row < 0)
		throw new Failure(
			'NotFound',
			'The light curve of this source has no such epoch.',
			'measurement'
		);
	const run = await findRun(store(), source.runId);
	if (run?.revision !== source.revision || source.objectId === null)
		throw new Failure('Conflict', 'This source is shown no more: look at its latest version.');
	return { run, sourceId: source.id, objectId: source.objectId, imageId: lightCurve.imageId[row] };
}

async function effectsOn(
	objectIds: string[],
	{ sourceId, imageId, by }: Pick<AskedEpoch, 'sourceId' | 'imageId'> & { by: CurveSetting }
): Promise<RetractionEffects> {
	const scored: { source: SourceToScore; before: number; after: number }[] = [];
	for await (const source of curvesToScore(store(), by.edition, objectIds)) {
		const { rows } = countedRows(source, by.setting);
		const left = rows.filter((row) => source.imageId[row] !== imageId);
		if (left.length === rows.length && source.sourceId !== sourceId) continue;
		const [before, after] = [rows, left].map((some) => scoreOf(source, some, by));
		scored.push({ source, before, after });
		// Fits hold this process: others have their turn between them.
		await setImmediate();
	}
	const changes = new Map(scored.map((one) => [one.source.sourceId, one]));
	const places = await placesIn(by, changes);
	const effects = scored.map(({ source, before, after }): RetractionEffect => ({
		sourceId: source.sourceId,
		name: source.name,
		score: { before: finite(before), after: finite(after) },
		place: places.of.get(source.sourceId) ?? null
	}));
	const isOwn = (effect: RetractionEffect) => Number(effect.sourceId === sourceId);
	effects.sort((a, b) => isOwn(b) - isOwn(a) || change(b) - change(a));
	return { effects, others: places.others };
}

function change({ score: { before, after } }: RetractionEffect): number {
	return Math.abs((after ?? 0) - (before ?? 0));
}

/** As it would be stored, so that it can be placed among those that are. */
function scoreOf(source: SourceToScore, rows: number[], { setting }: CurveSetting): number {
	return scoreCurve(curveOf(source, rows, setting), null).eseScore;
}

/** By score among all sources of the run, from 1; nothing where the run has no scores. */
async function placesIn(
	{ edition }: CurveSetting,
	changes: ReadonlyMap<number, { before: number; after: number }>
): Promise<Places> {
	const none: Places = { of: new Map(), others: { up: 0, down: 0 } };
	if ((await shownEdition(store(), edition)) === '') return none;
	const ids = await readColumn(store(), edition, { variant: '', column: 'sourceId' });
	return placesAmong(Array.from(ids), await readScoreColumn(store(), edition, ids.length), changes);
}
