import { voteEntropyBits } from './information.ts';
import type { Comparison, RuleAction, RuleCondition, VettingRule } from './retirementRules.ts';

/** What the rules may ask about a candidate. */
export interface RuledCandidate {
	retired: boolean;
	/** In the order of casting; labels outside `classes` (unsure, skip) are no opinion on the class. */
	votes: readonly { label: string; blind: boolean; roles?: readonly string[] }[];
	classes: readonly string[];
	/** P(class), parallel to `classes`; null while nothing is known. */
	posterior: ArrayLike<number> | null;
	/** Change of the evidence's score since the candidate was retired. */
	scoreChange: number | null;
	/** What that score is, to say it; `its score` unless another. */
	scoreName?: string;
}

export interface RuledAction {
	ruleId: string;
	ruleVersion: number;
	/** `retire` names the class; null when the votes point to none or to several. */
	action: { kind: 'retire'; as: string | null } | Exclude<RuleAction, { kind: 'retire' }>;
	/** What happens and which numbers met which bounds. */
	sentence: string;
}

/** The action of the first rule that holds, or null. */
export function evaluateRules(
	rules: readonly VettingRule[],
	candidate: RuledCandidate
): RuledAction | null {
	for (const rule of rules) {
		if ((rule.then.kind === 'reopen') !== candidate.retired) continue;
		const met = rule.when.map((condition) => reached(condition, candidate));
		if (met.length === 0 || met.includes(null)) continue;
		const action = settled(rule.then, candidate);
		return {
			ruleId: rule.id,
			ruleVersion: rule.version,
			action,
			sentence: `${told(action)} by rule ${rule.id} (version ${rule.version}): ${met.join(', and ')}.`
		};
	}
	return null;
}

/** The condition with the number that meets it, or null. */
function reached(condition: RuleCondition, candidate: RuledCandidate): string | null {
	switch (condition.kind) {
		case 'votes':
			return enoughVotes(condition, candidate);
		case 'agreeing':
			return agreeing(condition, candidate);
		case 'posterior':
			return posteriorWithin(condition, candidate);
		case 'disagreement': {
			const entropy = normalisedVoteEntropy(candidate);
			if (!(entropy > condition.above)) return null;
			return `the votes disagree by ${figure(entropy)} of the most possible (above ${condition.above})`;
		}
		case 'unseenBy':
			return candidate.votes.some(({ roles }) => roles?.includes(condition.role))
				? null
				: `nobody who is ${condition.role} has voted`;
		case 'scoreMoved': {
			const moved = Math.abs(candidate.scoreChange ?? 0);
			return moved > condition.above
				? `${candidate.scoreName ?? 'its score'} moved by ${figure(moved)} (above ${condition.above})`
				: null;
		}
	}
}

type Of<K extends RuleCondition['kind']> = Extract<RuleCondition, { kind: K }>;

function enoughVotes(
	{ atLeast, of, blindOnly }: Of<'votes'>,
	{ votes }: RuledCandidate
): string | null {
	const count = votes.filter(
		({ label, blind }) => (!of || of.includes(label)) && (!blindOnly || blind)
	).length;
	if (count < atLeast) return null;
	const kind = blindOnly ? 'blind votes' : 'votes';
	return `${count} ${kind}${of ? ` of ${of.join(' or ')}` : ''} (at least ${atLeast})`;
}

function agreeing(
	{ atLeast, ofFirst, on }: Of<'agreeing'>,
	{ votes, classes }: RuledCandidate
): string | null {
	const first = votes.slice(0, ofFirst).map(({ label }) => label);
	for (const name of on ?? classes) {
		const count = first.filter((label) => label === name).length;
		if (count >= atLeast)
			return `${count} of the first ${first.length} votes say ${name} (at least ${atLeast} of ${ofFirst})`;
	}
	return null;
}

function posteriorWithin(
	{ of, is, bound }: Of<'posterior'>,
	{ posterior, classes }: RuledCandidate
): string | null {
	if (posterior === null) return null;
	const best = likeliestPlace(posterior);
	const names = of === 'likeliest' ? [classes[best]] : of;
	const value = names.reduce((sum, name) => {
		const place = classes.indexOf(name);
		return place < 0 ? sum : sum + posterior[place];
	}, 0);
	if (!compares(value, is, bound)) return null;
	return `the posterior of ${names.join(' or ')} is ${figure(value)} (${WORDS[is]} ${bound})`;
}

const WORDS: Record<Comparison, string> = {
	atLeast: 'at least',
	atMost: 'at most',
	above: 'above',
	below: 'below'
};

/** Sums of a posterior come out a few 1e-16 beside the bound they should meet. */
const ROUNDING = 1e-12;

function compares(value: number, is: Comparison, bound: number): boolean {
	switch (is) {
		case 'atLeast':
			return value >= bound - ROUNDING;
		case 'atMost':
			return value <= bound + ROUNDING;
		case 'above':
			return value > bound + ROUNDING;
		case 'below':
			return value < bound - ROUNDING;
	}
}

/** 0 for fewer than two opinions. The most that n votes on K classes can have is log₂ min(n, K). */
function normalisedVoteEntropy({ votes, classes }: RuledCandidate): number {
	const counts = classes.map((name) => votes.filter(({ label }) => label === name).length);
	const opinions = counts.reduce((sum, count) => sum + count, 0);
	const most = Math.log2(Math.min(opinions, classes.length));
	return most > 0 ? voteEntropyBits(counts) / most : 0;
}

function settled(action: RuleAction, candidate: RuledCandidate): RuledAction['action'] {
	if (action.kind !== 'retire' || action.as !== 'likeliest') return action;
	return { kind: 'retire', as: likeliestClass(candidate) };
}

/** By the posterior, else by the votes; null when two classes lead. */
function likeliestClass({ posterior, classes, votes }: RuledCandidate): string | null {
	const weights =
		posterior ?? classes.map((name) => votes.filter(({ label }) => label === name).length);
	const best = likeliestPlace(weights);
	const leaders = classes.filter((_, k) => weights[k] === weights[best]);
	return weights[best] > 0 && leaders.length === 1 ? leaders[0] : null;
}

function likeliestPlace(weights: ArrayLike<number>): number {
	let best = 0;
	for (let k = 1; k < weights.length; k++) if (weights[k] > weights[best]) best = k;
	return best;
}

function told(action: RuledAction['action']): string {
	switch (action.kind) {
		case 'retire':
			return action.as === null ? 'Retired without a verdict' : `Retired as ${action.as}`;
		case 'route':
			return `Sent to ${action.to}`;
		case 'reopen':
			return 'Opened again';
	}
}

/** Four figures, so that 0.9996 does not read as 1.00. */
function figure(value: number): string {
	return String(Number(value.toPrecision(4)));
}
