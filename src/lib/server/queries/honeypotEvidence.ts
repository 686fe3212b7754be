import type { Candidate } from '#schema/queue.ts';
import type { SourceScore } from '#schema/eseScore.ts';
import type { Injection } from '#schema/honeypot.ts';
import type { LightCurve, Source } from '#schema/source.ts';
import { injected } from '#science/ese/injection.ts';
import { fluxMetrics } from '#science/ese/injectedMetrics.ts';
import { lensDepth, whySentence } from '#science/ese/whySentence.ts';
import type { CandidateFacts } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import type { PairSettings } from '../store/pairSettings.ts';
import { calibrationInUse } from '../store/scoreCalibrations.ts';
import { calibratedScore } from './sourceScore.ts';

/** A source and its light curve with a made event in it, and the numbers that follow with its run's settings. */
export function withEvent<S extends { source: Source; lightCurve: LightCurve }>(
	found: S,
	{ event }: Pick<Injection, 'event'>,
	pairs: PairSettings
): S {
	const lightCurve = injected(found.lightCurve, event);
	const { bands, ...metrics } = fluxMetrics(lightCurve, pairs);
	const source = { ...found.source, ...metrics };
	// A source of one band keeps what it says of bands: nothing, or that band.
	const shownBands = found.source.bands.length > 0 ? bands : [];
	return { ...found, lightCurve, source: { ...source, bands: shownBands } };
}

/** What the score would stand at, where the source has one. */
export async function scoreWithEvent(
	standing: SourceScore,
	{ score }: Pick<Injection, 'score'>
): Promise<SourceScore> {
	if (standing.state !== 'scored') return standing;
	const made = { ...standing.score, ...score };
	return {
		state: 'scored',
		score: {
			...made,
			sentence: whySentence(score),
			depth: lensDepth(score.numbers),
			calibrated: calibratedScore(made, await calibrationInUse(store()))
		}
	};
}

/** Why it is there, as if the event were real. */
export function reasonsWithEvent<C extends Pick<Candidate, 'score' | 'reasons'>>(
	candidate: C,
	{ shown }: Pick<Injection, 'shown'>
): C {
	const { score, reasons } = shown;
	return { ...candidate, score, reasons };
}

/** What a table says of it. */
export function factsWithEvent(
	facts: CandidateFacts,
	{ shown }: Pick<Injection, 'shown'>
): CandidateFacts {
	const { etaPeak, vPeak, maxFluxPeak } = shown;
	return { ...facts, etaPeak, vPeak, maxFluxPeak };
}
