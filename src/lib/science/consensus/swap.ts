/** SWAP of two classes, "yes" and "no", as in Marshall et al. 2016 (spec/vetting.md §4.3). */

/** How often a person says yes to a yes and no to a no, and from how many answers that is known. */
export interface SwapSkill {
	yes: number;
	no: number;
	yesAnswers: number;
	noAnswers: number;
}

const LEAST_SKILL = 0.01;
/** Posteriors never fall below. */
const LOWEST_POSTERIOR = 2e-8;

export const SWAP_PRIOR = 2e-4;
export const SWAP_DETECTED = 0.95;
export const SWAP_REJECTED = 1e-7;

/** A newcomer: as good as a coin, known from 2 + `skepticism` imagined answers. */
export function newSwapSkill(skepticism = 0): SwapSkill {
	const answers = 2 + skepticism;
	return { yes: 0.5, no: 0.5, yesAnswers: answers, noAnswers: answers };
}

/**
 * P ← (P·N + [right])/(N + 1), N ← N + 1, P held within 0.01…0.99.
 * @param probability Of yes: 1 or 0 for a training item, the posterior where the truth is not known; it weighs the answer.
 */
export function learnSkill(skill: SwapSkill, said: 'yes' | 'no', probability: number): SwapSkill {
	const right = { yes: said === 'yes' ? 1 : 0, no: said === 'no' ? 1 : 0 };
	return {
		yes: weighed(skill.yes, skill.yesAnswers, right.yes, probability),
		no: weighed(skill.no, skill.noAnswers, right.no, 1 - probability),
		yesAnswers: skill.yesAnswers + probability,
		noAnswers: skill.noAnswers + 1 - probability
	};
}

/** Posterior of yes after one more answer. */
export function swapPosterior(prior: number, said: 'yes' | 'no', { yes, no }: SwapSkill): number {
	const ifYes = prior * (said === 'yes' ? yes : 1 - yes);
	const ifNo = (1 - prior) * (said === 'yes' ? 1 - no : no);
	const chance = ifYes + ifNo;
	// Someone who is never wrong has said what cannot be: nothing follows from it.
	if (chance === 0) return prior;
	return Math.max(LOWEST_POSTERIOR, ifYes / chance);
}

/** Rejected items retire; detected ones stay, for the next person may still see why not. */
export function swapState(posterior: number): 'detected' | 'rejected' | 'open' {
	if (posterior > SWAP_DETECTED) return 'detected';
	return posterior < SWAP_REJECTED ? 'rejected' : 'open';
}

function weighed(skill: number, answers: number, right: number, weight: number): number {
	const learnt = (skill * answers + right * weight) / (answers + weight);
	return Math.min(1 - LEAST_SKILL, Math.max(LEAST_SKILL, learnt));
}
