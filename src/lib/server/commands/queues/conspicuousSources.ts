import type { EseScore } from '#schema/eseScore.ts';
import { LIKELY } from '#schema/eseScore.ts';
import type { Reason } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import { whySentence } from '#science/ese/whySentence.ts';
import { rankCandidates } from '#science/variability/rank.ts';
import type { Store } from '../../store/client.ts';
import { findEseScores, likelyScores } from '../../store/eseScores.ts';
import { shownScores } from '../../store/scorings.ts';
import { rankedSources, rankTable, type RankedSource } from '../images/rankedBy.ts';
import { factsOf, type Nominee } from './fillQueue.ts';

/**
 * One bad epoch lets a third of all sources in by their pairs, far down the list: a queue that long is never finished,
 * and what is beyond its end is still in the run.
 */
const MOST_CONSPICUOUS = 100;
/** Of those that enter for their score. */
const MOST_LIKELY = 100;

/**
 * The objects of those sources of a run that stand out or look like scattering events: in order of the probability that they are
 * one, in whole per cent as it is shown, and of equals the most conspicuous first. Without scores, or without enough data for one,
 * a source goes by how conspicuous it is, after those that have one.
 */
export async function conspicuousSources(store: Store, run: Run): Promise<Nominee[]> {
	const { ids, judged, variant } = await rankTable(store, run);
	const conspicuous = rankCandidates(judged).slice(0, MOST_CONSPICUOUS);
	const scores = await scoresOf(
		store,
		run,
		conspicuous.map(({ index }) => ids[index])
	);
	const nominated = new Set(conspicuous.map(({ index }) => ids[index]));
	const placeOf = new Map(Array.from(ids, (id, place) => [id, place]));
	const others = [...scores.values()]
		.filter(({ sourceId, eseScore }) => !nominated.has(sourceId) && eseScore >= LIKELY)
		.sort((a, b) => b.eseScore - a.eseScore || a.sourceId - b.sourceId)
		.flatMap(({ sourceId }) => {
			const index = placeOf.get(sourceId);
			return index === undefined ? [] : [{ index, score: 0, reasons: [] }];
		});
	const nominees = [...conspicuous, ...others];
	const sources = await rankedSources(
		store,
		nominees.map(({ index }) => ids[index]),
		variant
	);
	return nominees
		.map((found, place) => ({
			...found,
			place,
			percent: percentOf(scores.get(ids[found.index]))
		}))
		.sort((a, b) => b.percent - a.percent || a.place - b.place)
		.flatMap(({ index, score, reasons }) => {
			const source = sources.get(ids[index]);
			if (!source?.objectId) return [];
			const said = reasons.map((reason) => ({
				...reason,
				text: reason.text + without(source, reason)
			}));
			return {
				objectId: source.objectId,
				score,
				eseScore: knownOr(scores.get(source.id)?.eseScore),
				reasons: [...lensReason(scores.get(source.id)), ...said],
				runId: run.id,
				sourceId: source.id,
				facts: factsOf(source, judged[index])
			};
		});
}

/** Of these sources, and of those that are likely, by source. */
async function scoresOf(store: Store, run: Run, ids: number[]): Promise<Map<number, EseScore>> {
	const shown = await shownScores(store, { runId: run.id, revision: run.revision });
	if (!shown) return new Map();
	const edition = { ...shown, runId: run.id };
	const [own, likely] = await Promise.all([
		findEseScores(store, ids, edition),
		likelyScores(store, edition, { atLeast: LIKELY, limit: MOST_LIKELY })
	]);
	return new Map([...likely.map((score) => [score.sourceId, score] as const), ...own]);
}

/** Not enough data is never first. */
function percentOf(score: EseScore | undefined): number {
	return score && Number.isFinite(score.eseScore) ? Math.round(100 * score.eseScore) : -1;
}

function knownOr(eseScore = NaN): number | null {
	return Number.isFinite(eseScore) ? eseScore : null;
}

/** Said of those that enter for it: of the others, why they are no lens is on their page. */
function lensReason(score: EseScore | undefined): Reason[] {
	if (!score || !(score.eseScore >= LIKELY)) return [];
	const { nLeftOut, nRetracted } = score;
	const text = whySentence(score) + leftOut(nLeftOut) + withoutRetracted(nRetracted);
	return [{ rule: 'ese', text }];
}

/** What the numbers of a reason leave out. Whether a source is new was found from all images. */
function without({ nLeftOut }: RankedSource, { rule }: Reason): string {
	return rule === 'new' ? '' : leftOut(nLeftOut);
}

function withoutRetracted(measurements: number): string {
	if (measurements === 0) return '';
	return ` (without ${measurements} retracted ${measurements === 1 ? 'measurement' : 'measurements'})`;
}

function leftOut(measurements: number): string {
	if (measurements === 0) return '';
	return ` (without ${measurements} ${measurements === 1 ? 'measurement' : 'measurements'} in bad images)`;
}
