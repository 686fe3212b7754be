import { DEFAULT_CUTS, etaVCuts, type EtaVCutOptions, type EtaVCuts } from './etaVCuts.ts';
import { epochsOutOfLine } from './epochsOutOfLine.ts';

/** What the ranking looks at: the metrics of a source, fluxes in mJy/beam. */
export interface RankableSource {
	/** Breaks ties; or a number that orders as names do (nameKey). */
	name?: string | number;
	/** The band that the metrics are of, MHz; absent when they are of all epochs. */
	frequencyMhz?: number;
	nMeas: number;
	etaPeak: number;
	vPeak: number;
	avgFluxPeak: number;
	maxFluxPeak: number;
	minFluxPeak: number;
	isNew: boolean;
	newHighSigma: number;
	vsAbsSignificantMaxPeak: number;
	mAbsSignificantMaxPeak: number;
	vsAbsSignificantMaxInt: number;
	mAbsSignificantMaxInt: number;
}

export interface RankOptions extends EtaVCutOptions {
	minAbsVs: number;
	minAbsM: number;
	minNewSigma: number;
}

/** 4.3 and 0.26: two epochs differ at 95 % confidence by 30 % (Mooley et al. 2016; spec/web.md §1.11). */
export const DEFAULT_RANKING: RankOptions = {
	...DEFAULT_CUTS,
	minAbsVs: 4.3,
	minAbsM: 0.26,
	minNewSigma: 5
};

export interface RankedSource {
	/** Place in the list given. */
	index: number;
	score: number;
	reasons: { rule: 'variable' | 'pair' | 'new'; text: string }[];
}

/** Points a rule gives, and the sentence that says why; null where its limit is not reached. */
interface Vote {
	points: number;
	reason: RankedSource['reasons'][number];
}

/**
 * The sources worth looking at, best first; ties by name, then by place in the list. A source enters by any of
 * three rules, and its score is the sum of what they give:
 *
 * - variable: η and V both above the run's cuts. √(z_η·z_V), with z in σ above the run's sources and at most 6,
 *   so that being extreme in one alone does not carry.
 * - pair: |Vs| and |m| of two epochs above the limits. ½ point at the limits, ¼ more for each doubling of either,
 *   at most 2: two epochs prove less than a light curve.
 * - new: absent where an earlier image would have shown it. 1 point at the limit, 1 more for each doubling, at most 4.
 *
 * One bad epoch makes η, V, |Vs| and |m| all large at once. The first two rules therefore count by how many epochs
 * stand out: half if it is a single one (which may yet be a flare or a caustic), in full from three on. It still
 * enters, but what is as extreme over several epochs comes first.
 */
export function rankCandidates(
	sources: readonly RankableSource[],
	options: Partial<RankOptions> = {}
): RankedSource[] {
	const limits = { ...DEFAULT_RANKING, ...options };
	const cuts = etaVCuts(
		{
			eta: sources.map((source) => source.etaPeak),
			v: sources.map((source) => source.vPeak),
			nMeas: sources.map((source) => source.nMeas)
		},
		limits
	);
	const ranked: RankedSource[] = [];
	sources.forEach((source, index) => {
		const votes = [
			cuts && variableVote(source, cuts),
			pairVote(source, limits),
			newVote(source, limits)
		].filter((vote) => vote !== null);
		if (votes.length === 0) return;
		ranked.push({
			index,
			score: votes.reduce((sum, vote) => sum + vote.points, 0),
			reasons: votes.map((vote) => vote.reason)
		});
	});
	return ranked.sort(
		(a, b) => b.score - a.score || byName(sources[a.index], sources[b.index]) || a.index - b.index
	);
}

const FARTHEST_SIGMA = 6;

function variableVote(source: RankableSource, cuts: EtaVCuts): Vote | null {
	if (!(source.etaPeak > cuts.etaCut) || !(source.vPeak > cuts.vCut)) return null;
	const zEta = (Math.log10(source.etaPeak) - cuts.eta.mean) / cuts.eta.sigma;
	const zV = (Math.log10(source.vPeak) - cuts.v.mean) / cuts.v.sigma;
	// Cuts below the mean (negative k) let sources in that earn nothing.
	const excess = Math.sqrt(bounded(zEta, FARTHEST_SIGMA) * bounded(zV, FARTHEST_SIGMA));
	const text =
		`η = ${figures(source.etaPeak)} and V = ${source.vPeak.toFixed(2)}${atBand(source)}, ` +
		`${zEta.toFixed(1)} σ and ${zV.toFixed(1)} σ above the run's sources`;
	return { points: excess * persistence(source), reason: { rule: 'variable', text } };
}

/** ½ where a single epoch stands out, ¾ for two, 1 from three on. */
function persistence(source: RankableSource): number {
	return 0.5 + 0.25 * bounded(epochsOutOfLine(source) - 1, 2);
}

/** The flux type whose pair is the more modulated; peak on ties. */
function pairVote(source: RankableSource, limits: RankOptions): Vote | null {
	const pairs = [
		{ flux: 'peak', vs: source.vsAbsSignificantMaxPeak, m: source.mAbsSignificantMaxPeak },
		{ flux: 'integrated', vs: source.vsAbsSignificantMaxInt, m: source.mAbsSignificantMaxInt }
	].filter(({ vs, m }) => vs >= limits.minAbsVs && m >= limits.minAbsM);
	if (pairs.length === 0) return null;
	const best = pairs.reduce((a, b) => (b.m > a.m ? b : a));
	const doublings = Math.log2(best.vs / limits.minAbsVs) + Math.log2(best.m / limits.minAbsM);
	const text =
		`two epochs differ by |Vs| = ${figures(best.vs)} with |m| = ${best.m.toFixed(2)} ` +
		`in ${best.flux} flux${atBand(source)}`;
	const points = bounded(0.5 + doublings / 4, 2) * persistence(source);
	return { points, reason: { rule: 'pair', text } };
}

function newVote(source: RankableSource, limits: RankOptions): Vote | null {
	if (!source.isNew || !(source.newHighSigma >= limits.minNewSigma)) return null;
	const doublings = Math.log2(source.newHighSigma / limits.minNewSigma);
	const text = `new: would have been seen at ${figures(source.newHighSigma)} σ in an earlier image`;
	return { points: bounded(1 + doublings, 4), reason: { rule: 'new', text } };
}

function atBand({ frequencyMhz }: RankableSource): string {
	return frequencyMhz === undefined ? '' : ` at ${frequencyMhz.toFixed(0)} MHz`;
}

function bounded(value: number, most: number): number {
	return Math.min(most, Math.max(0, value));
}

/** One decimal below 1000, none above. */
function figures(value: number): string {
	return value.toFixed(value < 1000 ? 1 : 0);
}

/** By code unit, so that the order is the same in every locale. */
function byName({ name: a = '' }: RankableSource, { name: b = '' }: RankableSource): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
