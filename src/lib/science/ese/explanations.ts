import type { Epochs } from './epochs.ts';
import { lnEvidence, lnSumExp } from './evidence.ts';
import { lnAverageLens } from './lensAverage.ts';
import { refineLens } from './lensRefine.ts';
import { type LensMatch, searchLenses } from './lensSearch.ts';
import { type Noise, whiten, type WhitenedEpochs } from './noise.ts';
import { lnConstants, type Transitions, transitions } from './noiseLikelihood.ts';
import { matchModel } from './noiseMatch.ts';
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
	/** Of any lens at all beside weak red noise: the mean over the grid, where `lens` is the sum over those that match best. */
	averageLens: number;
	/** The same for dips without colour; −Infinity for one band. */
	averageAchromatic: number;
	/** −Infinity where a kind does not apply. */
	ordinary: Record<OrdinaryKind, number>;
	/** The lens that matches best, if any does. */
	lensMatch: LensMatch | null;
	/** The best of the same strength in all bands; null for one band. */
	achromaticMatch: LensMatch | null;
	/** Most that a step, line, flare or run of bad epochs gains in χ² over a constant source, white noise. */
	ordinaryDeltaChi2: number;
	white: WhitenedEpochs;
}

/** Lenses taken from the search in white noise to the comparison under every noise. */
const MOST_LENSES = 14;

/** Of all lenses, the best and what is like it are at least e^−10: a summit too sharp for a grid is not lost between its nodes. */
const LN_LEAST_SHARE = -10;

export function explain(epochs: Epochs): Explanations {
	const white = whiten(epochs, NOISES[0]);
	const matches = lensMatches(white, 2);
	const achromatic = epochs.bands.length > 1 ? lensMatches(white, 0) : [];
	const proposals = [
		...ordinaryProposals(white),
		...lensProposals(epochs, matches, 'lens'),
		...lensProposals(epochs, achromatic, 'achromatic')
	];
	const noises = seenThrough(epochs, white);
	const lnWhite = sumOf(white.lnConstant);
	const ln = new Map<Proposal['kind'], number[]>(ORDINARY_KINDS.map((kind) => [kind, []]));
	ln.set('lens', []);
	ln.set('constant', [lnMixture(noises, (noise) => noise.red === null) - lnWhite]);
	ln.set('red noise', [lnMixture(noises, (noise) => noise.red !== null) - lnWhite]);
	for (const { noise, through } of noises) {
		if (through === null) continue;
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
	const average = (chromatic: number, best: number) =>
		lnSumExp([lnAverage(noises, chromatic) - lnWhite, best + LN_LEAST_SHARE]);
	return {
		lens: total('lens'),
		averageLens: average(2, total('lens')),
		averageAchromatic: epochs.bands.length > 1 ? average(0, ordinary.achromatic) : -Infinity,
		ordinary,
		lensMatch: matches.at(0) ?? null,
		achromaticMatch: achromatic.at(0) ?? null,
		ordinaryDeltaChi2: mostGained(white, proposals),
		white
	};
}

interface SeenThrough {
	noise: Noise;
	/** null beside which nothing else is considered. */
	through: WhitenedEpochs | null;
	lnConstant: number[];
}

/** Beside the middle one of the smooth weak red noises, which is as good as a mean over them all. */
function lnAverage(noises: SeenThrough[], chromatic: number): number {
	const beside = noises.find(({ noise: { red } }) => red?.kind === 'smooth' && red.tauDays === 20);
	if (!beside?.through) return -Infinity;
	return sumOf(beside.lnConstant) + lnAverageLens(beside.through, chromatic);
}

/** Through every noise; the weak red ones of which events are asked keep their filters, of the others a number is enough. */
function seenThrough(epochs: Epochs, white: WhitenedEpochs): SeenThrough[] {
	const steps = new Map<string, Transitions>();
	return NOISES.map((noise) => {
		const { red } = noise;
		if (red === null || noise.priorOfEvents > 0) {
			const through = noise === NOISES[0] ? white : whiten(epochs, noise);
			return { noise, through, lnConstant: through.lnConstant };
		}
		const name = `${red.kind} ${red.tauDays}`;
		const step = steps.get(name) ?? transitions(epochs, red);
		steps.set(name, step);
		return { noise, through: null, lnConstant: lnConstants(epochs, red, step) };
	});
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
function lnMixture(noises: SeenThrough[], isOfKind: (noise: Noise) => boolean): number {
	const ofKind = noises.filter(({ noise }) => isOfKind(noise));
	const bands = ofKind[0].lnConstant.keys();
	return sumOf(
		[...bands].map((band) =>
			lnSumExp(ofKind.map(({ noise, lnConstant: ln }) => Math.log(noise.prior) + ln[band]))
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

/** Where a lens gains more than this, shapes tell strengths apart that are far from each other: each is followed. */
const TELLS_STRENGTHS = 100;

/**
 * The best match and the best one that lies elsewhere in time or is of another width; where much is gained, the best of every other
 * strength as well.
 */
function distinct(matches: LensMatch[]): LensMatch[] {
	if (matches.length === 0) return [];
	const [first] = matches;
	const other = matches.find(
		({ lens, deltaChi2 }) =>
			deltaChi2 > WORTH_FOLLOWING * first.deltaChi2 &&
			(Math.abs(lens.t0Mjd - first.lens.t0Mjd) > 0.5 * first.lens.widthDays ||
				Math.abs(Math.log(lens.widthDays / first.lens.widthDays)) > 0.6)
	);
	const starts = other ? [first, other] : [first];
	if (first.deltaChi2 < TELLS_STRENGTHS) return starts;
	for (const match of matches) {
		if (starts.every(({ lens }) => lens.alpha !== match.lens.alpha)) starts.push(match);
	}
	return starts;
}

export const NOISES: readonly Noise[] = [
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
