import {
	ARTEFACT_MODEL,
	type ArtefactFacts,
	type ArtefactModel,
	SEVERITY
} from './artefactModel.ts';

export interface Artefact {
	/** From 0 to 1. */
	probability: number;
	/** Sentences, the weightiest first; the last says what was not known. */
	reasons: string[];
}

/** What adds less than this to the ln odds is no reason. */
const LEAST_REASON = 0.4;

/** How likely a source's variability is made by the images and not by the sky. Facts that are NaN are left out. */
export function artefactProbability(
	facts: ArtefactFacts,
	{ intercept, weights }: ArtefactModel = ARTEFACT_MODEL
): Artefact {
	// Object.keys forgets the keys.
	const names = Object.keys(SEVERITY) as (keyof ArtefactFacts)[];
	const known = names.filter((name) => !Number.isNaN(facts[name]));
	const parts = known.map((name) => ({ name, part: weights[name] * SEVERITY[name](facts[name]) }));
	const lnOdds = parts.reduce((sum, { part }) => sum + part, intercept);
	const reasons = parts
		.filter(({ part }) => part >= LEAST_REASON)
		.sort((a, b) => b.part - a.part)
		.map(({ name }) => REASONS[name](facts[name]));
	const unknown = names.filter((name) => Number.isNaN(facts[name]));
	if (unknown.length > 0)
		reasons.push(`Left out, not known: ${unknown.map((name) => NAMES[name]).join(', ')}.`);
	return { probability: 1 / (1 + Math.exp(-lnOdds)), reasons };
}

const REASONS: Record<keyof ArtefactFacts, (fact: number) => string> = {
	brightNeighbourBeams: (beams) =>
		`A source at least ten times brighter is ${number(beams)} beam widths away: its sidelobes reach here.`,
	localRmsRatio: (ratio) => `The noise here is ${number(ratio)} times the image’s median.`,
	compactness: (ratio) =>
		`It is no point: the integrated flux is ${number(ratio)} times the peak flux.`,
	islandFluxRatio: (ratio) => `It holds only ${percent(ratio)} of the peak flux of its island.`,
	edgeFraction: (fraction) => `It is at ${percent(fraction)} of the way to the edge of the images.`,
	siblingShare: (share) => `${percent(share)} of its measurements share an island with others.`,
	relations: (count) =>
		`${count} other ${count === 1 ? 'source is' : 'sources are'} associated with the same measurements.`,
	badEpochShare: (share) => `${percent(share)} of its points are in bad images.`,
	commonModeShare: (share) =>
		`${percent(share)} of the dip’s Δχ² is shared by its neighbours in the same images.`
};

const NAMES: Record<keyof ArtefactFacts, string> = {
	brightNeighbourBeams: 'bright neighbours',
	localRmsRatio: 'the local noise',
	compactness: 'compactness',
	islandFluxRatio: 'the island’s flux',
	edgeFraction: 'the place in the beam',
	siblingShare: 'siblings',
	relations: 'related sources',
	badEpochShare: 'bad images',
	commonModeShare: 'what neighbours share'
};

function number(value: number): string {
	return String(Number(value.toPrecision(2)));
}

function percent(share: number): string {
	return `${Math.round(100 * share)} %`;
}
