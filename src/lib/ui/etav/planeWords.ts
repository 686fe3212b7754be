import { FEWEST_TO_FIT, cutAt } from '#science/variability/etaVCuts.ts';
import type { BeyondCuts } from '#science/variability/etaVPopulation.ts';
import type { EtaVKind } from '#schema/etaVAddress.ts';
import type { EtaVPlaneFacts } from '#schema/etaVPage.ts';
import { counted, plural, significant } from '#ui/shared/numbers.ts';

/** The plane in a sentence or two, for whoever cannot see it. */
export function planeSentence(
	{ placed, fit }: EtaVPlaneFacts,
	cuts: { etaSigma: number; vSigma: number },
	beyond: BeyondCuts | null
): string {
	const shown = `${plural(placed, 'source')} by η and V, both on logarithmic axes.`;
	if (!fit) return shown;
	const eta = `η > ${significant(cutAt(fit.eta, cuts.etaSigma))} (${cuts.etaSigma.toFixed(1)}σ)`;
	const v = `V > ${significant(cutAt(fit.v, cuts.vSigma))} (${cuts.vSigma.toFixed(1)}σ)`;
	const cut = `The cuts are ${eta} and ${v}`;
	return beyond ? `${shown} ${cut}: ${beyondWords(beyond)}.` : `${shown} ${cut}.`;
}

export function beyondWords({ both, etaOnly, vOnly }: BeyondCuts): string {
	return `${counted(both)} beyond both, ${counted(etaOnly)} beyond η only, ${counted(vOnly)} beyond V only`;
}

/** Which η and V these are. */
export function kindWords({ flux, bands }: EtaVKind): string {
	const of = flux === 'peak' ? 'peak flux' : 'integrated flux';
	return bands === 'judged'
		? `η and V of the ${of} in the band in which each source varies most.`
		: `η and V of the ${of} over all bands together, as vast-pipeline has them: in a run over several bands a spectral slope alone makes them large.`;
}

/** Which sources have no place in the plane, and why; '' when all have. */
export function leftOutWords({ leftOut: { single, notPositive } }: EtaVPlaneFacts): string {
	const reasons = [
		single > 0 ? `${plural(single, 'source')} with a single measurement` : '',
		notPositive > 0
			? `${plural(notPositive, 'source')} whose η or V is not positive, which have no place on logarithmic axes`
			: ''
	].filter((reason) => reason !== '');
	return reasons.length > 0 ? `Left out: ${reasons.join('; ')}.` : '';
}

/** Why there are no cuts. */
export function noFitWords({ placed }: EtaVPlaneFacts): string {
	return placed < FEWEST_TO_FIT
		? `A Gaussian is fitted to ${FEWEST_TO_FIT} sources or more: the plane is shown without cuts. Ask for more sources to have them.`
		: 'These sources are all alike, so no Gaussian fits them: the plane is shown without cuts.';
}

/** Sources of a comparison that only one of the runs has. */
export function comparedWords(partner: Int32Array, there: number, otherName: string): string {
	let matched = 0;
	const partners = new Set<number>();
	for (const row of partner) {
		if (row < 0) continue;
		matched++;
		partners.add(row);
	}
	const [here, other] = [partner.length - matched, there - partners.size];
	return `${plural(matched, 'source')} are the same object in ${otherName}, joined by lines; ${counted(here)} only here, ${counted(other)} only there.`;
}
