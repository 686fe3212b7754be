/**
 * When a candidate is retired, routed or opened again, as data (spec/vetting.md §4.4): a rule holds when all its conditions do.
 * An "or" is two rules, so that the id on the action always says which.
 */
export interface VettingRule {
	id: string;
	version: number;
	when: readonly RuleCondition[];
	then: RuleAction;
}

export type RuleAction =
	/** `as`: the verdict; `likeliest` takes the class the votes point to. */
	| { kind: 'retire'; as: string }
	| { kind: 'route'; to: string }
	/** Asked only of retired candidates; the others only of live ones. */
	| { kind: 'reopen' };

export type RuleCondition =
	/** Votes so far; `of` counts those labels only. */
	| { kind: 'votes'; atLeast: number; of?: readonly string[]; blindOnly?: boolean }
	/** So many of the first `ofFirst` votes agree. */
	| { kind: 'agreeing'; atLeast: number; ofFirst: number; on?: readonly string[] }
	/** Posterior of the likeliest class, or of several classes together. */
	| { kind: 'posterior'; of: 'likeliest' | readonly string[]; is: Comparison; bound: number }
	/** Entropy of the votes over the most that so many votes can have: 1 when no two agree. */
	| { kind: 'disagreement'; above: number }
	| { kind: 'unseenBy'; role: string }
	/** The score of the evidence moved since the candidate was retired. */
	| { kind: 'scoreMoved'; above: number };

export type Comparison = 'atLeast' | 'atMost' | 'above' | 'below';

/**
 * Retires at a posterior of ≥ 0.95 for any class or ≤ 0.01 for what is looked for, on two independent votes; sends to a live
 * session what people disagree about. For teams of 3 to 10 who know the field.
 */
export function expertTeamRules(
	wanted: readonly string[],
	unsure: readonly string[]
): VettingRule[] {
	const twoBlind: RuleCondition = { kind: 'votes', atLeast: 2, blindOnly: true };
	const rule = (id: string, when: readonly RuleCondition[], then: RuleAction): VettingRule => ({
		id,
		version: 1,
		when,
		then
	});
	const session: RuleAction = { kind: 'route', to: 'session' };
	return [
		rule(
			'unsure-and-wanted',
			[
				{ kind: 'votes', atLeast: 1, of: unsure },
				{ kind: 'votes', atLeast: 1, of: wanted }
			],
			session
		),
		rule('disagreement', [{ kind: 'disagreement', above: 0.6 }], session),
		rule('sure', [{ kind: 'posterior', of: 'likeliest', is: 'atLeast', bound: 0.95 }, twoBlind], {
			kind: 'retire',
			as: 'likeliest'
		}),
		rule('hopeless', [{ kind: 'posterior', of: wanted, is: 'atMost', bound: 0.01 }, twoBlind], {
			kind: 'retire',
			as: 'likeliest'
		}),
		rule('new-evidence', [{ kind: 'scoreMoved', above: 25 }], { kind: 'reopen' })
	];
}

/** Caesar's recipe for SWAP: sure either way after more than 5 votes, experts after more than 10. */
export function swapCrowdRules(wanted: readonly string[]): VettingRule[] {
	return [
		{
			id: 'swap-reject',
			version: 1,
			when: [
				{ kind: 'posterior', of: wanted, is: 'below', bound: 0.1 },
				{ kind: 'votes', atLeast: 6 }
			],
			then: { kind: 'retire', as: 'likeliest' }
		},
		{
			id: 'swap-detect',
			version: 1,
			when: [
				{ kind: 'posterior', of: wanted, is: 'above', bound: 0.9 },
				{ kind: 'votes', atLeast: 6 }
			],
			then: { kind: 'retire', as: 'likeliest' }
		},
		{
			id: 'swap-to-experts',
			version: 1,
			when: [
				{ kind: 'votes', atLeast: 11 },
				{ kind: 'unseenBy', role: 'expert' }
			],
			then: { kind: 'route', to: 'experts' }
		}
	];
}

/** Planet Hunters TESS: 8 times nothing, 10 times something, 15 votes in any case. */
export function planetHuntersRules(something: readonly string[], nothing: string): VettingRule[] {
	return [
		{
			id: 'eight-nothing',
			version: 1,
			when: [{ kind: 'votes', atLeast: 8, of: [nothing] }],
			then: { kind: 'retire', as: nothing }
		},
		{
			id: 'ten-something',
			version: 1,
			when: [{ kind: 'votes', atLeast: 10, of: something }],
			then: { kind: 'retire', as: 'likeliest' }
		},
		{
			id: 'fifteen-votes',
			version: 1,
			when: [{ kind: 'votes', atLeast: 15 }],
			then: { kind: 'retire', as: 'likeliest' }
		}
	];
}
