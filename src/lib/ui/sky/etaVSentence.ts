import type { EtaVPlane } from '#schema/candidatePage.ts';
import type { Source } from '#schema/source.ts';
import { counted, significant } from '#ui/shared/numbers.ts';

/** Where a source stands in the η–V plane, in words. */
export function etaVSentence(source: Source | null, plane: EtaVPlane): string {
	if (!source) return 'No source of the latest run belongs to this object.';
	const place = `η = ${significant(source.etaPeak)}, V = ${significant(source.vPeak)} (peak flux)`;
	if (!plane.cuts) return `${place}. Too few sources in the run to fit cuts.`;
	const { etaCut, vCut, sigmas } = plane.cuts;
	const cuts = `the ${sigmas}σ cuts η > ${significant(etaCut)} and V > ${significant(vCut)}`;
	const beyond = [source.etaPeak > etaCut, source.vPeak > vCut];
	const verdict = beyond.every(Boolean)
		? `beyond both of ${cuts}`
		: beyond[0]
			? `beyond the first of ${cuts}`
			: beyond[1]
				? `beyond the second of ${cuts}`
				: `within ${cuts}`;
	return `${place}: ${verdict}, from ${counted(plane.total)} sources of the run.`;
}
