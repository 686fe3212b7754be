import { z } from 'zod';

/** When a candidate is retired, routed or opened again, as data: the same shape as #science/consensus/retirementRules. */
const labels = z.array(z.string().min(1).max(60)).min(1);
const conditionSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('votes'),
		atLeast: z.number().int().min(1).max(1000),
		of: labels.optional(),
		blindOnly: z.boolean().optional()
	}),
	z.object({
		kind: z.literal('agreeing'),
		atLeast: z.number().int().min(1).max(1000),
		ofFirst: z.number().int().min(1).max(1000),
		on: labels.optional()
	}),
	z.object({
		kind: z.literal('posterior'),
		of: z.union([z.literal('likeliest'), labels]),
		is: z.enum(['atLeast', 'atMost', 'above', 'below']),
		bound: z.number().min(0).max(1)
	}),
	z.object({ kind: z.literal('disagreement'), above: z.number().min(0).max(1) }),
	z.object({ kind: z.literal('unseenBy'), role: z.string().min(1).max(60) }),
	z.object({ kind: z.literal('scoreMoved'), above: z.number().min(0) })
]);

const actionSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('retire'), as: z.string().min(1).max(60) }),
	z.object({ kind: z.literal('route'), to: z.string().min(1).max(60) }),
	z.object({ kind: z.literal('reopen') })
]);

export const vettingRuleSchema = z.object({
	id: z
		.string()
		.regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'A rule’s id is made of small letters, digits and dashes.'),
	version: z.number().int().min(1),
	when: z.array(conditionSchema).min(1, 'A rule needs at least one condition.').max(10),
	then: actionSchema
});
export type VettingRule = z.infer<typeof vettingRuleSchema>;

export const vettingRulesSchema = z
	.array(vettingRuleSchema)
	.max(20, 'A queue has at most 20 rules.')
	.refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, {
		message: 'Two rules have the same id.'
	});
