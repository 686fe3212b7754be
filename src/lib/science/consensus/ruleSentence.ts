import type { Comparison, RuleCondition, VettingRule } from './retirementRules.ts';

const BOUNDS: Record<Comparison, string> = {
	atLeast: 'at least',
	atMost: 'at most',
	above: 'above',
	below: 'below'
};

/** What a rule does and when, in a sentence; `label` gives a class's name. */
export function ruleSentence(rule: VettingRule, label: (key: string) => string): string {
	const when = rule.when.map((condition) => conditionText(condition, label)).join(' and ');
	return `${actionText(rule, label)} when ${when}.`;
}

function actionText({ then }: VettingRule, label: (key: string) => string): string {
	switch (then.kind) {
		case 'retire':
			return then.as === 'likeliest'
				? 'Retire as the class the votes point to'
				: `Retire as ${label(then.as)}`;
		case 'route':
			return then.to === 'session' ? 'Send to a live session' : `Send to the ${then.to}`;
		case 'reopen':
			return 'Open again';
	}
}

function conditionText(condition: RuleCondition, label: (key: string) => string): string {
	const oneOf = (keys: readonly string[]) => keys.map(label).join(' or ');
	switch (condition.kind) {
		case 'votes': {
			const blind = condition.blindOnly ? 'blind ' : '';
			const named = condition.of ? ` for ${oneOf(condition.of)}` : '';
			const votes = condition.atLeast === 1 ? 'vote' : 'votes';
			return `there are at least ${condition.atLeast} ${blind}${votes}${named}`;
		}
		case 'agreeing': {
			const on = condition.on ? ` on ${oneOf(condition.on)}` : '';
			return `${condition.atLeast} of the first ${condition.ofFirst} votes agree${on}`;
		}
		case 'posterior': {
			const of = condition.of === 'likeliest' ? 'the likeliest class' : oneOf(condition.of);
			return `the probability of ${of} is ${BOUNDS[condition.is]} ${condition.bound}`;
		}
		case 'disagreement':
			return `the votes disagree by more than ${condition.above} of the most possible`;
		case 'unseenBy':
			return `no ${condition.role} has voted`;
		case 'scoreMoved':
			return `the ESE probability, in per cent, has moved by more than ${condition.above} since it was retired; without one, the ranking’s score`;
	}
}
