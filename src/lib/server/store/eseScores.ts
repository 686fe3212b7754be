import type { EseScore } from '#schema/eseScore.ts';
import { collection, SEEN_LATER, type Store } from './client.ts';
import { number, record, shape, text, type CollectionPlan } from './plan.ts';
import { deleteScoring, shownScores } from './scorings.ts';

/** Which scores: of a generation, by one version of the method, without one set of bad images. */
export type Edition = Pick<EseScore, 'runId' | 'revision' | 'version' | 'basis'>;

interface EseScoreDoc extends EseScore {
	/** Source and edition: scores that are being made stand beside those that are shown. */
	_id: string;
	/** Of all that the score was made from: one light curve has one score. */
	fingerprint: string;
}

export const eseScoresPlan: CollectionPlan = {
	name: 'eseScores',
	validator: shape({
		_id: text,
		sourceId: number,
		runId: number,
		revision: number,
		version: number,
		basis: text,
		eseScore: number,
		bestAlternative: text,
		numbers: record,
		artefact: record,
		fingerprint: text
	}),
	indexes: [
		// A generation's, the most likely first; deleting editions.
		{ key: { runId: 1, revision: 1, version: 1, basis: 1, eseScore: -1 } },
		// Light curves that have a score already.
		{ key: { fingerprint: 1 } }
	]
};

const eseScores = (store: Store) => collection<EseScoreDoc>(store, 'eseScores');
const idOf = (sourceId: number, { version, basis }: Pick<Edition, 'version' | 'basis'>) =>
	`${sourceId} v${version} ${basis}`.trimEnd();
const SHOWN = { _id: 0, fingerprint: 0 } as const;

/** Written again by an attempt that takes over: the same scores. */
export async function saveEseScores(
	store: Store,
	scores: readonly (EseScore & { fingerprint: string })[]
): Promise<void> {
	if (scores.length === 0) return;
	await eseScores(store).bulkWrite(
		scores.map((score) => ({
			replaceOne: {
				filter: { _id: idOf(score.sourceId, score) },
				replacement: score,
				upsert: true
			}
		})),
		{ ordered: false, ...SEEN_LATER }
	);
}

/** Scores of light curves that are known, whichever run they were of, by fingerprint. */
export async function scoresOfCurves(
	store: Store,
	fingerprints: string[]
): Promise<Map<string, Pick<EseScore, 'eseScore' | 'bestAlternative' | 'numbers'>>> {
	const found = eseScores(store)
		.find({ fingerprint: { $in: fingerprints } })
		.project<EseScoreDoc>({ fingerprint: 1, eseScore: 1, bestAlternative: 1, numbers: 1 });
	const known = new Map<string, Pick<EseScore, 'eseScore' | 'bestAlternative' | 'numbers'>>();
	for await (const { fingerprint, eseScore, bestAlternative, numbers } of found)
		known.set(fingerprint, { eseScore, bestAlternative, numbers });
	return known;
}

export async function findEseScore(
	store: Store,
	sourceId: number,
	edition: Pick<Edition, 'version' | 'basis'>
): Promise<EseScore | null> {
	const doc = await eseScores(store).findOne(
		{ _id: idOf(sourceId, edition) },
		{ projection: SHOWN }
	);
	return doc && scoreOf(doc);
}

/** All that stands of an edition, one after the other. */
export function eseScoresOf(
	store: Store,
	edition: Edition
): AsyncIterable<Pick<EseScore, 'sourceId' | 'eseScore'>> {
	return eseScores(store)
		.find(only(edition))
		.project<Pick<EseScore, 'sourceId' | 'eseScore'>>({ _id: 0, sourceId: 1, eseScore: 1 });
}

/** The most likely of an edition at or above a score, the most likely first. */
export async function likelyScores(
	store: Store,
	edition: Edition,
	{ atLeast, limit }: { atLeast: number; limit: number }
): Promise<EseScore[]> {
	const docs = await eseScores(store)
		.find({ ...only(edition), eseScore: { $gte: atLeast } })
		.project<EseScore>(SHOWN)
		.sort({ eseScore: -1, sourceId: 1 })
		.limit(limit)
		.toArray();
	return docs.map(scoreOf);
}

/** The probabilities that are shown of a generation, by source; empty where it has none. */
export async function scoresOfSources(
	store: Store,
	{ runId, revision }: Pick<Edition, 'runId' | 'revision'>
): Promise<Map<number, number>> {
	const shown = await shownScores(store, { runId, revision });
	const scores = new Map<number, number>();
	if (!shown) return scores;
	for await (const { sourceId, eseScore } of eseScoresOf(store, { ...shown, runId }))
		scores.set(sourceId, eseScore);
	return scores;
}

/** Those of these sources. */
export async function findEseScores(
	store: Store,
	sourceIds: readonly number[],
	edition: Pick<Edition, 'version' | 'basis'>
): Promise<Map<number, EseScore>> {
	const docs = await eseScores(store)
		.find({ _id: { $in: sourceIds.map((id) => idOf(id, edition)) } }, { projection: SHOWN })
		.toArray();
	return new Map(docs.map((doc) => [doc.sourceId, scoreOf(doc)]));
}

/** Deletes a run's scores but those of this edition, and those of other revisions that are kept, which can come back. */
export async function deleteOtherScores(
	store: Store,
	{ runId, revision, version, basis }: Edition,
	keptRevisions: number[]
): Promise<void> {
	await eseScores(store).deleteMany({
		runId,
		$or: [
			{ revision: { $nin: [...keptRevisions, revision] } },
			{ revision, $or: [{ version: { $ne: version } }, { basis: { $ne: basis } }] }
		]
	});
}

/** Deletes everything about a run's scores: the run goes. */
export async function deleteScoresOfRun(store: Store, runId: number): Promise<void> {
	await deleteScoring(store, runId);
	await eseScores(store).deleteMany({ runId });
}

/** Scores that were written before epochs could be retracted do not say how many were. */
function scoreOf(doc: EseScore): EseScore {
	return { ...{ nRetracted: 0 }, ...doc };
}

function only({ runId, revision, version, basis }: Edition): Edition {
	return { runId, revision, version, basis };
}
