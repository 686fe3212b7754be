import { setImmediate } from 'node:timers/promises';
import { COMPARISON, isComparison } from '#schema/comparison.ts';
import type { Injection } from '#schema/honeypot.ts';
import type { Queue } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { Random } from '#science/stats/random.ts';
import { judgedBy } from '#science/variability/bandMetrics.ts';
import {
	candidatesOfObjects,
	type CandidateFacts,
	type CandidateWithFacts
} from '../../store/candidates.ts';
import type { Store } from '../../store/client.ts';
import { injectionsOfQueue, insertInjections } from '../../store/honeypots.ts';
import { pairSettings } from '../../store/pairSettings.ts';
import { findRun, listCompletedRuns } from '../../store/runs.ts';
import { sourcesToRank, type RankedBy } from '../../store/sources.ts';
import { objectsWithVerdict } from '../../store/verdicts.ts';
import { factsOf, type Nominee } from '../queues/fillQueue.ts';
import { curveSetting } from '../scores/scoreSetting.ts';
import { makeEvent, type Ranking } from './makeEvent.ts';

/** Each is scored with its event: a second or less. */
const MOST_COMPARISONS = 40;
/** Looked at for one that will do. */
const MOST_LOOKED_AT = 4000;
/** Of the candidates: they are to lie in the same images. */
const RADIUS_DEG = 3;
/** η of noise alone is 1. */
const STEADY_ETA = 1.5;
/** Fainter sources vary by noise alone. */
const STEADY_V = 0.2;
const FEWEST_EPOCHS = 10;

/**
 * What is to be in a queue, with steady neighbours among it: real sources like any other, for everybody to vote on, which hold a made
 * event for half of the people. As many as make that half the share that the queue wants; none where it wants none.
 */
export async function withComparisons(
	store: Store,
	queue: Queue,
	{ nominees, present }: { nominees: Nominee[]; present: CandidateWithFacts[] }
): Promise<Nominee[]> {
	const others = nominees.filter((nominee) => !isComparison(nominee));
	const wanted = comparisonsWanted(queue.testShare, others.length);
	if (wanted === 0) return others;
	const taken = new Set(others.map(({ objectId }) => objectId));
	const kept = present.filter(
		(candidate) => isComparison(candidate) && !taken.has(candidate.objectId)
	);
	const made = new Map(
		(await injectionsOfQueue(store, queue.id)).map((found) => [found.objectId, found])
	);
	const fresh =
		kept.length < wanted
			? await freshComparisons(store, queue, { others, present, wanted: wanted - kept.length })
			: [];
	for (const { injection } of fresh) made.set(injection.objectId, injection);
	return interleaved(queue, others, [...kept, ...fresh.map(({ nominee }) => nominee)], made);
}

/** Half of the n_c comparisons are the share s of n + n_c. */
export function comparisonsWanted(sharePercent: number, candidates: number): number {
	const share = sharePercent / 100;
	if (share === 0 || candidates === 0) return 0;
	return Math.min(MOST_COMPARISONS, Math.ceil((2 * share * candidates) / (1 - 2 * share)));
}

interface Fresh {
	nominee: Nominee;
	injection: Injection;
}

async function freshComparisons(
	store: Store,
	queue: Queue,
	{ others, present, wanted }: { others: Nominee[]; present: CandidateWithFacts[]; wanted: number }
): Promise<Fresh[]> {
	const run = await runOf(store, queue);
	if (!run) return [];
	const sources = await sourcesToRank(store, { runId: run.id, revision: run.revision });
	const random = new Random(crypto.randomUUID());
	const { setting } = await curveSetting(run);
	const judged = sources.map(judgedBy);
	const pairs = await pairSettings(store, run.id);
	const ranking: Ranking = { queue, others, sources, judged, random, setting, pairs };
	const left = [...others, ...present].map(({ objectId }) => objectId);
	const unfit = new Set([...left, ...(await objectsWithVerdict(store))]);
	const fresh: Fresh[] = [];
	const places = others.map(({ facts }) => facts);
	for (const index of shuffled(sources, random).slice(0, MOST_LOOKED_AT)) {
		if (fresh.length === wanted) break;
		const source = sources[index];
		if (!isSteady(source) || !isNear(source, places)) continue;
		const { objectId } = source;
		// What anybody may have said of it elsewhere would be said of a made event here.
		if (objectId === null || unfit.has(objectId)) continue;
		if ((await candidatesOfObjects(store, [objectId])).length > 0) continue;
		const injection = await makeEvent(store, { source, objectId }, ranking);
		// Fits hold this process: others have their turn between them.
		await setImmediate();
		if (injection) fresh.push({ injection, nominee: nomineeOf(source, objectId, run) });
	}
	await insertInjections(
		store,
		fresh.map(({ injection }) => injection)
	);
	return fresh;
}

async function runOf(store: Store, { runId }: Queue): Promise<Run | null> {
	const run = runId === null ? (await listCompletedRuns(store)).at(0) : await findRun(store, runId);
	return run && run.revision > 0 ? run : null;
}

function isSteady(source: RankedBy): boolean {
	const { etaPeak, vPeak } = judgedBy(source);
	return source.nMeas >= FEWEST_EPOCHS && etaPeak <= STEADY_ETA && vPeak > 0 && vPeak <= STEADY_V;
}

function isNear({ wavgRa, wavgDec }: RankedBy, places: readonly CandidateFacts[]): boolean {
	return places.some(({ ra, dec }) => separationDeg(wavgRa, wavgDec, ra, dec) <= RADIUS_DEG);
}

function nomineeOf(source: RankedBy, objectId: string, run: Run): Nominee {
	return {
		...{ objectId, score: 0, reasons: [COMPARISON], runId: run.id, sourceId: source.id },
		facts: factsOf(source, judgedBy(source))
	};
}

function shuffled(sources: readonly RankedBy[], random: Random): number[] {
	const order = sources.map((_, index) => index);
	for (let last = order.length - 1; last > 0; last -= 1) {
		const other = random.integer(last + 1);
		[order[last], order[other]] = [order[other], order[last]];
	}
	return order;
}

/**
 * Each at a place where its event, if it were real, might have put it: what the score finds likely among the likely ones that lead
 * the queue, the rest among the rest. The place comes from the event's secret, so that filling again does not move it about.
 */
function interleaved(
	{ origin }: Queue,
	others: Nominee[],
	comparisons: Nominee[],
	made: ReadonlyMap<string, Injection>
): Nominee[] {
	const likely = others.filter(({ reasons }) => reasons.some(({ rule }) => rule === 'ese')).length;
	const placed = comparisons.map((nominee) => {
		const injection = made.get(nominee.objectId);
		const random = new Random(injection?.seed ?? nominee.objectId);
		const isLikely = injection?.shown.reasons.some(({ rule }) => rule === 'ese') ?? false;
		const [from, to] =
			origin.kind !== 'ranking' || likely === 0
				? [0, others.length]
				: isLikely
					? [0, likely]
					: [likely, others.length];
		return { nominee, place: random.between(from, to) };
	});
	return [...others.map((nominee, i) => ({ nominee, place: i + 0.5 })), ...placed]
		.sort((a, b) => a.place - b.place)
		.map(({ nominee }) => nominee);
}
