import type { Reason } from '#schema/queue.ts';
import type { Run } from '#schema/run.ts';
import { judgedBy } from '#science/variability/bandMetrics.ts';
import { rankCandidates } from '#science/variability/rank.ts';
import type { Store } from '../../store/client.ts';
import { sourcesRankedBy, type RankedSource } from '../images/rankedBy.ts';
import { factsOf, type Nominee } from './fillQueue.ts';

/**
 * One bad epoch lets a third of all sources in by their pairs, far down the list: a queue that long is never finished,
 * and what is beyond its end is still in the run.
 */
const MOST_CANDIDATES = 100;

/** The objects of those sources of a run that stand out, the most conspicuous first. */
export async function conspicuousSources(store: Store, run: Run): Promise<Nominee[]> {
	const sources = await sourcesRankedBy(store, run);
	const judged = sources.map(judgedBy);
	const nominees: Nominee[] = [];
	for (const { index, score, reasons } of rankCandidates(judged).slice(0, MOST_CANDIDATES)) {
		const source = sources[index];
		if (!source.objectId) continue;
		nominees.push({
			objectId: source.objectId,
			score,
			reasons: reasons.map((reason) => ({
				...reason,
				text: reason.text + without(source, reason)
			})),
			runId: run.id,
			sourceId: source.id,
			facts: factsOf(source, judged[index])
		});
	}
	return nominees;
}

/** What the numbers of a reason leave out. Whether a source is new was found from all images. */
function without({ nLeftOut }: RankedSource, { rule }: Reason): string {
	if (nLeftOut === 0 || rule === 'new') return '';
	return ` (without ${nLeftOut} ${nLeftOut === 1 ? 'measurement' : 'measurements'} in bad images)`;
}
