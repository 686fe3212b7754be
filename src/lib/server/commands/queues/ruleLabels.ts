import type { VettingRule } from '#schema/vettingRule.ts';

const LIKELIEST = 'likeliest';

/** The classes (and answers without a class) that a rule names. */
export function labelsOfRule({ when, then }: VettingRule): string[] {
	const asked = when.flatMap((condition) => {
		if (condition.kind === 'votes') return condition.of ?? [];
		if (condition.kind === 'agreeing') return condition.on ?? [];
		if (condition.kind === 'posterior' && condition.of !== LIKELIEST) return condition.of;
		return [];
	});
	return then.kind === 'retire' && then.as !== LIKELIEST ? [...asked, then.as] : asked;
}

/** The rule with other names for its classes; its next version when any has changed. */
export function relabelledRule(rule: VettingRule, now: (key: string) => string): VettingRule {
	if (labelsOfRule(rule).every((key) => now(key) === key)) return rule;
	const all = (keys: string[]) => [...new Set(keys.map(now))];
	const when = rule.when.map((condition) => {
		if (condition.kind === 'votes' && condition.of) return { ...condition, of: all(condition.of) };
		if (condition.kind === 'agreeing' && condition.on) {
			return { ...condition, on: all(condition.on) };
		}
		if (condition.kind === 'posterior' && condition.of !== LIKELIEST) {
			return { ...condition, of: all(condition.of) };
		}
		return condition;
	});
	const { then } = rule;
	const isNamed = then.kind === 'retire' && then.as !== LIKELIEST;
	const action = isNamed ? { ...then, as: now(then.as) } : then;
	return { ...rule, version: rule.version + 1, when, then: action };
}
