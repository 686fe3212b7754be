import { COMPARISON } from '#schema/comparison.ts';
import { LIKELY } from '#schema/eseScore.ts';
import type { Injection } from '#schema/honeypot.ts';
import type { LightCurve } from '#schema/source.ts';
import type { Queue, Reason } from '#schema/queue.ts';
import { drawInjection, injected, injectionSize } from '#science/ese/injection.ts';
import { fluxMetrics } from '#science/ese/injectedMetrics.ts';
import { scoreCurve } from '#science/ese/scoreCurve.ts';
import { whySentence } from '#science/ese/whySentence.ts';
import type { Random } from '#science/stats/random.ts';
import { judgedBy } from '#science/variability/bandMetrics.ts';
import { rankCandidates, type RankableSource } from '#science/variability/rank.ts';
import type { Store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import type { PairSettings } from '../../store/pairSettings.ts';
import { readSource } from '../../store/sourceReads.ts';
import type { RankedBy } from '../../store/sources.ts';
import { factsOf, type Nominee } from '../queues/fillQueue.ts';
import { countedRows, curveOf, type ScoreSetting } from '../scores/curveOf.ts';

/** What a made event is placed among. */
export interface Ranking {
	queue: Queue;
	others: readonly Nominee[];
	/** Of the run, and the numbers of each that it is ranked by. */
	sources: readonly RankedBy[];
	judged: readonly RankableSource[];
	random: Random;
	/** How the run's light curves are scored. */
	setting: ScoreSetting;
	pairs: PairSettings;
}

/** A made event for a source, with what pages will say of it; null where none could be seen in its light curve. */
export async function makeEvent(
	store: Store,
	{ source, objectId }: { source: RankedBy; objectId: string },
	ranking: Ranking
): Promise<Injection | null> {
	const found = await readSource(store, source.id);
	const event = found && drawInjection(found.lightCurve, ranking.random);
	if (!event) return null;
	const curve = injected(found.lightCurve, event);
	const { eseScore, bestAlternative, numbers } = scored({ ...source, objectId }, curve, ranking);
	const changed: RankedBy = { ...source, ...fluxMetrics(curve, ranking.pairs) };
	if (source.bands.length === 0) changed.bands = [];
	const facts = factsOf(changed, judgedBy(changed));
	const likely: Reason[] =
		eseScore >= LIKELY
			? [{ rule: 'ese', text: whySentence({ eseScore, bestAlternative, numbers }) }]
			: [];
	return {
		id: newId(),
		queueId: ranking.queue.id,
		objectId,
		seed: crypto.randomUUID(),
		event,
		...injectionSize(found.lightCurve, event),
		score: { eseScore, bestAlternative, numbers },
		shown: {
			...{ etaPeak: facts.etaPeak, vPeak: facts.vPeak, maxFluxPeak: facts.maxFluxPeak },
			...standing(changed, likely, ranking)
		},
		at: new Date()
	};
}

/** By the same path as every other: numbers of another making would tell it apart. */
function scored(
	{ objectId, wavgRa, wavgDec }: Pick<RankedBy, 'wavgRa' | 'wavgDec'> & { objectId: string },
	curve: LightCurve,
	{ setting }: Pick<Ranking, 'setting'>
) {
	const source = {
		...{ objectId, wavgRa, wavgDec },
		imageId: Float64Array.from(curve.imageId),
		mjd: Float64Array.from(curve.mjd),
		frequencyMhz: Float64Array.from(curve.frequencyMhz),
		fluxPeak: Float64Array.from(curve.fluxPeak),
		fluxPeakErr: Float64Array.from(curve.fluxPeakErr)
	};
	const { rows } = countedRows(source, setting);
	return scoreCurve(curveOf(source, rows, setting), null);
}

/**
 * How conspicuous it would be in its run, and why it would be in the queue. What would not have entered by itself says no more than a
 * steady source does; in a queue that was not filled by ranking it says what another candidate says.
 */
function standing(
	changed: RankedBy,
	likely: Reason[],
	{ queue, others, sources, judged, random }: Ranking
): Pick<Injection['shown'], 'score' | 'reasons'> {
	if (queue.origin.kind !== 'ranking') {
		const { score, reasons } = others[random.integer(others.length)];
		return { score, reasons: [...reasons] };
	}
	const own = sources.findIndex(({ id }) => id === changed.id);
	const ranked = rankCandidates(judged.with(own, judgedBy(changed))).find(
		({ index }) => index === own
	);
	const reasons = [...likely, ...(ranked?.reasons ?? [])];
	if (reasons.length > 0) return { score: ranked?.score ?? 0, reasons };
	return { score: 0, reasons: [COMPARISON] };
}
