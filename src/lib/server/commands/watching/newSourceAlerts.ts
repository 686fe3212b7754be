import type { NewAlert, Severity } from '#schema/alert.ts';
import { DEFAULT_RANKING } from '#science/variability/rank.ts';
import {
	measured,
	MOST_ALERTS_PER_CAUSE,
	said,
	seenAt,
	type ObjectSource,
	type WatchedRun
} from './watchedRun.ts';

/** True new high σ from which a new source is of that severity: twice and four times the ranking's threshold. */
const MEDIUM_SIGMA = 2 * DEFAULT_RANKING.minNewSigma;
const HIGH_SIGMA = 4 * DEFAULT_RANKING.minNewSigma;

/** Sources that an earlier image would have shown: as the ranking judges them, by the quietest of the earlier images. */
export function newSourceAlerts(run: WatchedRun): NewAlert[] {
	return run.sources
		.filter((source) => source.isNew && source.newTrueHighSigma >= DEFAULT_RANKING.minNewSigma)
		.sort((a, b) => b.newTrueHighSigma - a.newTrueHighSigma || a.id - b.id)
		.slice(0, MOST_ALERTS_PER_CAUSE)
		.map((source) => ({
			...seenAt(run, source),
			cause: { kind: 'newSource', id: null, name: 'New source' },
			severity: severityOf(source),
			reason: reasonOf(source),
			evidence: {
				newTrueHighSigma: source.newTrueHighSigma,
				maxFluxPeak: measured(source.maxFluxPeak)
			},
			tell: [],
			personal: false
		}));
}

function severityOf({ newTrueHighSigma }: ObjectSource): Severity {
	if (newTrueHighSigma >= HIGH_SIGMA) return 'high';
	return newTrueHighSigma >= MEDIUM_SIGMA ? 'medium' : 'low';
}

function reasonOf({ newTrueHighSigma, maxFluxPeak, nMeasSel }: ObjectSource): string {
	const epochs = `${nMeasSel} ${nMeasSel === 1 ? 'detection' : 'detections'}`;
	return `Not in an earlier image that would have shown it at ${said(newTrueHighSigma)} σ; largest S ${said(maxFluxPeak)} mJy/beam, ${epochs}.`;
}
