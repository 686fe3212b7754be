import { type BadRun, LONGEST_RUN, worstRuns } from './badEpochs.ts';
import type { Epochs } from './epochs.ts';
import type { Departure } from './evidence.ts';
import { bestFlares, type Flare, flareModel, refineFlare } from './flare.ts';
import { type LensMatch, lensModel } from './lensSearch.ts';
import type { WhitenedEpochs } from './noise.ts';
import { whiteSums } from './whiteSums.ts';

/** What may look like a scattering event and is none. */
export const ORDINARY_KINDS = [
	'constant',
	'red noise',
	'trend',
	'wave',
	'step',
	'bad epochs',
	'flare',
	'achromatic'
] as const;
export type OrdinaryKind = (typeof ORDINARY_KINDS)[number];

/** A departure and how likely it is among those of its kind before the light curve is seen. */
export interface Proposal {
	kind: OrdinaryKind | 'lens';
	departure: Departure;
	lnPrior: number;
}

/** Width of the prior of each kind's amplitude, relative to the level. */
const AMPLITUDES = { trend: 0.3, wave: 0.15, step: 0.25, badEpoch: 0.5, flare: 0.7 } as const;
const MOST_PROPOSALS = 6;

export function ordinaryProposals(white: WhitenedEpochs): Proposal[] {
	const { epochs } = white;
	return [
		...trends(epochs),
		...waves(epochs),
		...steps(epochs),
		...badEpochs(epochs),
		...flares(white)
	];
}

/** Places in the season from −1 to 1. */
function phases({ mjd, firstMjd, lastMjd }: Epochs): Float64Array {
	const half = Math.max((lastMjd - firstMjd) / 2, 1e-9);
	return computed(mjd.length, (i) => (mjd[i] - firstMjd) / half - 1);
}

/** Quicker than a typed array's own map. */
function computed(n: number, valueAt: (i: number) => number): Float64Array {
	const values = new Float64Array(n);
	for (let i = 0; i < n; i += 1) values[i] = valueAt(i);
	return values;
}

/** A straight line, and a parabola. */
function trends(epochs: Epochs): Proposal[] {
	const line = phases(epochs);
	const bend = computed(epochs.n, (i) => 1.5 * line[i] * line[i] - 0.5);
	return [[line], [line, bend]].map((terms) => ({
		kind: 'trend',
		departure: { terms, amplitude: AMPLITUDES.trend, isPositive: false },
		lnPrior: -Math.LN2
	}));
}

/** Waves per season, from slow intrinsic change to a handful of periods, and the year of an ecliptic or calibration effect. */
const WAVES_PER_SEASON = [0.5, 0.75, 1, 1.4, 2, 2.8, 4, 5.6];
const DAYS_PER_YEAR = 365.25;

function waves(epochs: Epochs): Proposal[] {
	const span = epochs.lastMjd - epochs.firstMjd;
	const cycles = [...WAVES_PER_SEASON, ...(span > DAYS_PER_YEAR ? [span / DAYS_PER_YEAR] : [])];
	const place = phases(epochs);
	return cycles.map((count) => ({
		kind: 'wave',
		departure: {
			terms: [
				computed(epochs.n, (i) => Math.sin(Math.PI * count * place[i])),
				computed(epochs.n, (i) => Math.cos(Math.PI * count * place[i]))
			],
			amplitude: AMPLITUDES.wave,
			isPositive: false
		},
		lnPrior: -Math.log(cycles.length)
	}));
}

/** A change of the flux scale between two epochs: of all bands together, or of one. */
function steps(epochs: Epochs): Proposal[] {
	const { residual, weight, total } = whiteSums(epochs);
	const { bands, mjd } = epochs;
	const found: { after: number; band: number | null; deltaChi2: number }[] = [];
	const moments = [...new Set(mjd)].sort((a, b) => a - b);
	const running = bands.map(({ from }) => ({ next: from, match: 0, weights: 0 }));
	for (const moment of moments.slice(0, -1)) {
		let match = 0;
		let gain = 0;
		bands.forEach(({ to }, band) => {
			const sums = running[band];
			for (; sums.next < to && mjd[sums.next] <= moment; sums.next += 1) {
				sums.match += residual[sums.next];
				sums.weights += weight[sums.next];
			}
			const ownGain = sums.weights - sums.weights ** 2 / total[band];
			match += sums.match;
			gain += ownGain;
			if (bands.length > 1 && ownGain > 0)
				found.push({ after: moment, band, deltaChi2: sums.match ** 2 / ownGain });
		});
		if (gain > 0) found.push({ after: moment, band: null, deltaChi2: match ** 2 / gain });
	}
	const count = found.length;
	found.sort((a, b) => b.deltaChi2 - a.deltaChi2);
	return found.slice(0, MOST_PROPOSALS).map(({ after, band }) => ({
		kind: 'step',
		departure: {
			terms: [stepModel(epochs, after, band)],
			amplitude: AMPLITUDES.step,
			isPositive: false
		},
		lnPrior: -Math.log(count)
	}));
}

function stepModel({ mjd, bands }: Epochs, after: number, band: number | null): Float64Array {
	const { from, to } = band === null ? { from: 0, to: mjd.length } : bands[band];
	return computed(mjd.length, (i) => (i >= from && i < to && mjd[i] > after ? 1 : 0));
}

/** One, two and three epochs or runs of epochs that are off, each by an amount of its own. */
function badEpochs(epochs: Epochs): Proposal[] {
	const runs = worstRuns(epochs).filter(({ to, from }) => to - from + 2 < epochs.n);
	const terms = runs.map(({ from, to }) => new Float64Array(epochs.n).fill(1, from, to));
	return runs.map((_, last) => ({
		kind: 'bad epochs',
		departure: {
			terms: terms.slice(0, last + 1),
			amplitude: AMPLITUDES.badEpoch,
			isPositive: false
		},
		lnPrior: runs
			.slice(0, last + 1)
			.reduce((sum, run) => sum + lnRunPrior(run, epochs.n), -last * Math.LN10)
	}));
}

/** Any epoch may be bad; a run is a third as likely as one alone, whatever its length. */
function lnRunPrior({ from, to }: BadRun, n: number): number {
	return -Math.log(n) + Math.log(to - from === 1 ? 0.75 : 0.25 / (LONGEST_RUN - 1));
}

/** Flares of the grid, and the best of them fitted; where there are several bands, also with an amplitude for each. */
function flares(white: WhitenedEpochs): Proposal[] {
	const { epochs } = white;
	const { flares: best, tried } = bestFlares(epochs, MOST_PROPOSALS);
	const fitted = best.slice(0, 1).map((flare) => refineFlare(white, flare));
	const proposal = (flare: Flare): Proposal => ({
		kind: 'flare',
		departure: {
			terms: [flareModel(epochs, flare)],
			amplitude: AMPLITUDES.flare,
			isPositive: true
		},
		lnPrior: -Math.log(tried)
	});
	const proposals = [...fitted, ...best].map(proposal);
	if (epochs.bands.length === 1) return proposals;
	return [...proposals, ...proposals.slice(0, 2).map((common) => inEachBand(epochs, common))];
}

/** The same departure with amplitudes that differ from band to band. */
function inEachBand(epochs: Epochs, proposal: Proposal): Proposal {
	const [common] = proposal.departure.terms;
	const terms = epochs.bands.map(({ from, to }) =>
		computed(common.length, (i) => (i >= from && i < to ? common[i] : 0))
	);
	return { ...proposal, departure: { ...proposal.departure, terms, isPositive: false } };
}

/** Width of the prior of the compact fraction: any up to 1. */
export const COMPACT_FRACTION = 0.5;

/** Lenses found in white noise as proposals; a symmetric dip without colour is an ordinary explanation. */
export function lensProposals(epochs: Epochs, matches: LensMatch[], kind: 'lens' | 'achromatic') {
	return matches.map(({ lens }): Proposal => ({
		kind,
		departure: {
			terms: [lensModel(epochs, lens)],
			amplitude: COMPACT_FRACTION,
			isPositive: true
		},
		lnPrior: 0
	}));
}
