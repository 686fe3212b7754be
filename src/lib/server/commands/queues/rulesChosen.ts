import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import type { QueueSettings } from '#schema/queueSettings.ts';
import { votable } from '#schema/taxonomy.ts';
import { vettingRulesSchema, type VettingRule } from '#schema/vettingRule.ts';
import { namesNoClass } from '#schema/vote.ts';
import { presetRules } from '#science/consensus/rulePresets.ts';
import { labelsOfRule } from './ruleLabels.ts';

type Choice = Required<Pick<QueueSettings, 'ruleChoice' | 'wanted'>> & Pick<QueueSettings, 'rules'>;

/**
 * The rules that were chosen. A rule that says something else than the queue's rule of the same id had said gets the next
 * version, whatever version was typed: an action names its rule and version, and must find what it rested on.
 */
export function rulesChosen({ ruleChoice, rules, wanted }: Choice, queue: Queue): VettingRule[] {
	const classes = votable(queue.taxonomy).map((c) => c.key);
	const chosen =
		ruleChoice === 'own'
			? parsedRules(rules ?? [])
			: parsedRules(presetRules(ruleChoice, { wanted, classes }));
	for (const rule of chosen) refuseUnknownLabels(rule, classes);
	const before = new Map(queue.rules.map((rule) => [rule.id, rule]));
	return chosen.map((rule) => {
		const known = before.get(rule.id);
		if (!known) return { ...rule, version: 1 };
		return { ...rule, version: known.version + (isSame(known, rule) ? 0 : 1) };
	});
}

/** As vettingRulesSchema says, with the rule named that a complaint is about. */
function parsedRules(rules: unknown): VettingRule[] {
	// The version is counted here: a rule typed without one is no mistake.
	const typed = Array.isArray(rules)
		? rules.map((rule: unknown) =>
				typeof rule === 'object' && rule !== null ? { version: 1, ...rule } : rule
			)
		: rules;
	const parsed = vettingRulesSchema.safeParse(typed);
	if (parsed.success) return parsed.data;
	const [{ message, path }] = parsed.error.issues;
	throw new Failure('Invalid', `${ruleNamed(typed, path[0])}${message}${within(path)}`, 'rules');
}

function ruleNamed(rules: unknown, place: PropertyKey | undefined): string {
	if (typeof place !== 'number' || !Array.isArray(rules)) return '';
	const rule: unknown = rules[place];
	const id =
		typeof rule === 'object' && rule !== null && 'id' in rule && typeof rule.id === 'string'
			? ` “${rule.id}”`
			: '';
	return `Rule ${place + 1}${id}: `;
}

function within(path: PropertyKey[]): string {
	const inner = path.slice(1).map(String).join('.');
	return inner ? ` (at ${inner})` : '';
}

function refuseUnknownLabels(rule: VettingRule, classes: string[]): void {
	const unknown = labelsOfRule(rule).find(
		(label) => !classes.includes(label) && !namesNoClass(label)
	);
	if (unknown === undefined) return;
	throw new Failure(
		'Invalid',
		`Rule “${rule.id}”: “${unknown}” is no class that can be voted for here. Use one of ${classes.join(', ')}.`,
		'rules'
	);
}

function isSame(a: VettingRule, b: VettingRule): boolean {
	const content = ({ when, then }: VettingRule) => sorted({ when, then });
	return content(a) === content(b);
}

/** As text, whatever order the fields were typed in. */
function sorted(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner
	);
}
