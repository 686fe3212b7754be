import type { Epochs } from './epochs.ts';
import { lnEvidence, lnSumExp } from './evidence.ts';
import { refineLens } from './lensRefine.ts';
import { type LensMatch, searchLenses } from './lensSearch.ts';
import { matchModel, type Noise, whiten, type WhitenedEpochs } from './noise.ts';
import {
	lensProposals,
	ORDINARY_KINDS,
	type OrdinaryKind,
	ordinaryProposals,
	type Proposal
} from './ordinary.ts';

/** ln of the marginal likelihood of each kind of explanation, relative to a constant source with the errors as given. */
export interface Explanations {
	lens: number;
	/** −Infinity where a kind does not apply. */
	ordinary: Record<OrdinaryKind, number>;
	/** The lens that matches best, if any does. */
	lensMatch: LensMatch | null;
	/** Most that a step, line, flare or run of bad epochs gains in χ² over a constant source, white noise. */
	ordinaryDeltaChi2: number;
	white: WhitenedEpochs;
}

/** Lenses taken from the search in white noise to the comparison under every noise. */
const MOST_LENSES = 14;

export function explain(epochs: Epochs): Explanations {
	const white = whiten(epochs, NOISES[0]);
	const matches = lensMatches(white, 2);
	const proposals = [
		...ordinaryProposals(white),
		...lensProposals(epochs, matches, 'lens'),
		...(epochs.bands.length > 1 ? lensProposals(epochs, lensMatches(white, 0), 'achromatic') : [])
	];
	const noises = NOISES.map((noise) => ({ noise, through: whiten(epochs, noise) }));
	const lnWhite = sumOf(white.lnConstant);
	const ln = new Map<Proposal['kind'], number[]>(ORDINARY_KINDS.map((kind) => [kind, []]));
	ln.set('lens', []);
	ln.set('constant', [lnMixture(noises, (noise) => noise.red === null) - lnWhite]);
	ln.set('red noise', [lnMixture(noises, (noise) => noise.red !== null) - lnWhite]);
	for (const { noise, through } of noises) {
		if (noise.priorOfEvents === 0) continue;
		const lnNoise = sumOf(through.lnConstant) - lnWhite + Math.log(noise.priorOfEvents);
		for (const { kind, departure, lnPrior } of proposals) {
			ln.get(kind)?.push(lnNoise + lnPrior + lnEvidence(through, departure));
		}
	}
	const total = (kind: Proposal['kind']) => lnSumExp(ln.get(kind) ?? []);
	// Object.fromEntries forgets the keys.
	const ordinary = Object.fromEntries(ORDINARY_KINDS.map((kind) => [kind, total(kind)])) as Record<
		OrdinaryKind,
		number
	>;
	return {
		lens: total('lens'),
		ordinary,
		lensMatch: matches.at(0) ?? null,
		ordinaryDeltaChi2: mostGained(white, proposals),
		white
	};
}

/** By departures of one term; lenses and what is like them apart. */
function mostGained(white: WhitenedEpochs, proposals: Proposal[]): number {
	let most = 0;
	for (const { kind, departure } of proposals) {
		if (departure.terms.length > 1 || kind === 'lens' || kind === 'achromatic') continue;
		const { gain, match } = matchModel(white, departure.terms[0]);
		if (gain > 0) most = Math.max(most, match ** 2 / gain);
	}
	return most;
}

/** A source that does nothing but this noise, which may differ from band to band. */
function lnMixture(
	noises: { noise: Noise; through: WhitenedEpochs }[],
	isOfKind: (noise: Noise) => boolean
): number {
	const ofKind = noises.filter(({ noise }) => isOfKind(noise));
	const bands = ofKind[0].through.lnConstant.keys();
	return sumOf(
		[...bands].map((band) =>
			lnSumExp(ofKind.map(({ noise, through }) => Math.log(noise.prior) + through.lnConstant[band]))
		)
	);
}

function sumOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0);
}

/** The lenses of the grid that match best, the two most different of them followed uphill. */
function lensMatches(white: WhitenedEpochs, chromatic: number): LensMatch[] {
	const found = searchLenses(white.epochs, chromatic);
	const fitted = distinct(found).map((match) => refineLens(white, match));
	fitted.sort((a, b) => b.deltaChi2 - a.deltaChi2);
	return [...fitted, ...found.slice(0, MOST_LENSES)];
}

/** A second lens is followed if it promises at least this part of what the first does. */
const WORTH_FOLLOWING = 0.6;

/** The best match and the best one that lies elsewhere in time or is of another width. */
function distinct(matches: LensMatch[]): LensMatch[] {
	if (matches.length === 0) return [];
	const [first] = matches;
	const other = matches.find(
		({ lens, deltaChi2 }) =>
			deltaChi2 > WORTH_FOLLOWING * first.deltaChi2 &&
			(Math.abs(lens.t0Mjd - first.lens.t0Mjd) > 0.5 * first.lens.widthDays ||
				Math.abs(Math.log(lens.widthDays / first.lens.widthDays)) > 0.6)
	);
	return other ? [first, other] : [first];
}

const NOISES: Noise[] = [
	{ jitter: 0, red: null, prior: 0.8, priorOfEvents: 0.5 },
	{ jitter: 0.05, red: null, prior: 0.2, priorOfEvents: 0.1 },
	...redNoises()
];

/** Timescales and strengths of refractive scintillation (spec/vetting.md §3.1); beside an event only the weakest. */
function redNoises(): Noise[] {
	return (['walk', 'smooth'] as const).flatMap((kind) =>
		[6, 20, 70].flatMap((tauDays) =>
			[0.05, 0.1, 0.2, 0.4].map((sigma) => ({
				jitter: 0,
				red: { kind, sigma, tauDays },
				prior: 1 / 24,
				priorOfEvents: sigma === 0.05 ? 0.4 / 6 : 0
			}))
		)
	);
}
