import type { Queue } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import { judgedBy } from '#science/variability/bandMetrics.ts';
import { rankCandidates } from '#science/variability/rank.ts';
import {
	candidatesOfQueue,
	placeCandidates,
	removeUnvoted,
	upsertCandidates,
	type CandidateFacts,
	type CandidateWithFacts
} from '../store/candidates.ts';
import type { Store } from '../store/client.ts';
import { newId } from '../store/ids.ts';
import { withLock } from '../store/locks.ts';
import { sourcesToRank, type RankedBy } from '../store/sources.ts';

export interface Filled {
	added: number;
	renewed: number;
	/** No longer conspicuous, but voted on: they follow after the others. */
	kept: number;
	removed: number;
}

/**
 * One bad epoch lets a third of all sources in by their pairs, far down the list: a queue that long is never finished,
 * and what is beyond its end is still in the run.
 */
const MOST_CANDIDATES = 100;

/** Ranks the run's sources and makes the queue's candidates the objects of those that stand out. */
export function fillQueue(store: Store, queue: Queue, run: Run): Promise<Filled> {
	return withLock(store, `queue ${queue.id}`, async () => {
		const sources = await sourcesToRank(store, { runId: run.id, revision: run.revision });
		const judged = sources.map(judgedBy);
		const present = await candidatesOfQueue(store, queue.id);
		const idOf = new Map(present.map(({ objectId, id }) => [objectId, id]));
		const conspicuous: CandidateWithFacts[] = [];
		for (const { index, score, reasons } of rankCandidates(judged).slice(0, MOST_CANDIDATES)) {
			const source = sources[index];
			if (!source.objectId) continue;
			conspicuous.push({
				id: idOf.get(source.objectId) ?? newId(),
				queueId: queue.id,
				objectId: source.objectId,
				rank: conspicuous.length + 1,
				score,
				reasons,
				runId: run.id,
				sourceId: source.id,
				facts: factsOf(source, judged[index]),
				addedAt: new Date()
			});
		}
		await upsertCandidates(store, conspicuous);
		const ranked = new Set(conspicuous.map((candidate) => candidate.objectId));
		const quiet = present.filter((candidate) => !ranked.has(candidate.objectId));
		const kept = await keepVoted(store, quiet, conspicuous.length);
		const renewed = present.length - quiet.length;
		return {
			added: conspicuous.length - renewed,
			renewed,
			kept,
			removed: quiet.length - kept
		};
	});
}

/** Candidates that no longer stand out: the voted ones move behind the others, the rest leaves. */
async function keepVoted(
	store: Store,
	quiet: CandidateWithFacts[],
	behind: number
): Promise<number> {
	const stay = await removeUnvoted(
		store,
		quiet.map((candidate) => candidate.id)
	);
	const places = quiet
		.filter((candidate) => stay.has(candidate.id))
		.map(({ id }, place) => ({ id, rank: behind + place + 1 }));
	await placeCandidates(store, places);
	return places.length;
}

/** η and V are those the ranking went by; flux and epochs are the whole light curve's. */
function factsOf(source: RankedBy, judged: Pick<RankedBy, 'etaPeak' | 'vPeak'>): CandidateFacts {
	return {
		name: source.name,
		ra: source.wavgRa,
		dec: source.wavgDec,
		etaPeak: measured(judged.etaPeak),
		vPeak: measured(judged.vPeak),
		maxFluxPeak: measured(source.maxFluxPeak),
		nMeas: source.nMeas
	};
}

function measured(value: number): number | null {
	return Number.isNaN(value) ? null : value;
}
