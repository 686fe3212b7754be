import { z } from 'zod';
import { jsonText } from './jsonText.ts';
import { sealingSchema, workOrderSchema } from './queue.ts';

/** Ticked or not: a form sends `on` or nothing, or '' from the field before it that says it was asked. */
const tick = z.union([z.boolean(), z.string().transform((said) => said === 'on')]);
/** Several of a list: an array, or words with commas between. Blanks are what a form sends for none. */
const several = z
	.union([z.array(z.string().max(100)), z.string().transform((said) => said.split(','))])
	.transform((said) => [...new Set(said.map((word) => word.trim()).filter(Boolean))]);
const idOrNone = z
	.union([z.string().max(64), z.null()])
	.transform((said) => (said === '' ? null : said));

/** `2026-12-24T18:00` as a form gives it, which is UTC here, or any ISO time that names its zone. */
const deadlineSchema = z
	.union([z.string().trim(), z.date(), z.null()])
	.transform((said, context) => {
		if (said === null || said === '') return null;
		const at =
			said instanceof Date ? said : new Date(/Z|[+-]\d\d:\d\d$/.test(said) ? said : `${said}Z`);
		if (!Number.isNaN(at.getTime())) return at;
		context.addIssue('A deadline is a date and time in UTC, like 2026-12-24T18:00.');
		return null;
	});

export const RULE_CHOICES = ['none', 'expert', 'swap', 'planetHunters', 'own'] as const;
export type RuleChoice = (typeof RULE_CHOICES)[number];

/** What can be set at a queue's making and changed later; what is left out stays as it is. */
const settings = {
	name: z.string().trim().min(1, 'Give the queue a name.').max(80),
	description: z.string().trim().max(1000),
	protocol: z.string().trim().max(4000),
	sealing: sealingSchema,
	opinionsWanted: z.coerce
		.number('Say how many opinions are wanted.')
		.int('Opinions are counted in whole numbers.')
		.min(1, 'At least 1 opinion is wanted.')
		.max(20, 'At most 20 opinions can be wanted.'),
	wanted: several,
	/** Which rules: a ready-made set for the wanted classes, or `own`: those in `rules`. */
	ruleChoice: z.enum(RULE_CHOICES),
	/** An array of rules, or JSON text typed by a person. */
	rules: jsonText('The rules are not JSON', []),
	workOrder: workOrderSchema,
	/** Who may vote, of those whose role may vote at all. */
	who: z.enum(['all', 'team', 'people']),
	teamId: idOrNone,
	voterIds: several,
	overlap: tick,
	leaseSeconds: z.coerce
		.number('Give the seconds.')
		.int()
		.min(10, 'A lease lasts at least 10 seconds.')
		.max(3600, 'A lease lasts at most 3600 seconds.'),
	testShare: z.coerce
		.number('Give the share in per cent.')
		.min(0, 'The share of test events is at least 0 %.')
		.max(20, 'The share of test events is at most 20 %.'),
	repeatShare: z.coerce
		.number('Give the share in per cent.')
		.min(0, 'The share of repeats is at least 0 %.')
		.max(20, 'The share of repeats is at most 20 %.'),
	deadline: deadlineSchema,
	chairId: idOrNone,
	taxonomyId: z.string().max(64)
};

/** Fields of a form of which several may be chosen. */
export const QUEUE_LISTS = ['wanted', 'voterIds'] as const;

export const changeQueueSchema = z.object(settings).partial();
export type QueueSettings = z.infer<typeof changeQueueSchema>;
export const newQueueSettingsSchema = changeQueueSchema.required({ name: true });

export const moveTaxonomySchema = z.object({
	queueId: z.string().min(1).max(64),
	taxonomyId: z.string('Choose a class list.').min(1, 'Choose a class list.').max(64),
	/** For classes in use that the other list lacks: the class each counts as. */
	mapping: z.record(z.string().max(60), z.string().max(60)).default({})
});

/** `map-agn` = `quasar` of a form as a mapping. */
export function mappingOf(fields: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(fields)
			.filter(([name]) => name.startsWith('map-'))
			.map(([name, value]) => [name.slice('map-'.length), value])
	);
}

/** A list of positions or names, one a line, and how far from them an object may be. */
export const pastedSchema = z.object({
	from: z.literal('pasted'),
	positions: z
		.string()
		.max(200_000, 'Paste at most 200 000 characters.')
		.refine((text) => text.trim() !== '', 'Paste at least one position or name.'),
	radiusArcsec: z.coerce
		.number('Give the radius in arcseconds.')
		.positive('The radius is above 0″.')
		.max(600, 'The radius is at most 600″.')
		.default(10),
	leaveOut: tick.default(false)
});

/** What a queue is to be made from, as a form says it. */
export const queueSourceSchema = z.discriminatedUnion(
	'from',
	[
		z.object({ from: z.literal('ranking'), runId: runId() }),
		z.object({ from: z.literal('newSources'), runId: runId() }),
		z.object({ from: z.literal('savedQuery'), queryId: chosen('Choose a saved query.') }),
		z.object({ from: z.literal('watchRule'), ruleId: chosen('Choose a watch rule.') }),
		z.object({ from: z.literal('watchlist'), watchlistId: chosen('Choose a watchlist.') }),
		z.object({ from: z.literal('disagreements'), queueId: chosen('Choose a queue.') }),
		pastedSchema
	],
	'Choose what the queue is made from.'
);
export type QueueSource = z.infer<typeof queueSourceSchema>;
export type QueueSourceKind = QueueSource['from'];

/** The address of the form for a new queue: what it is made from, and which of those. */
export const newQueueAddressSchema = z.object({
	from: z.enum(queueSourceSchema.options.map((option) => option.shape.from.value)).catch('ranking'),
	id: z.string().max(64).catch('')
});

function runId() {
	return z.coerce.number('Choose a run.').int().positive('Choose a run.');
}

function chosen(message: string) {
	return z.string(message).min(1, message).max(64);
}

interface ListedLine {
	line: number;
	text: string;
}

export interface MatchedLine extends ListedLine {
	objectId: string;
	name: string;
	separationArcsec: number;
}

/** What a pasted list comes to, before anything is made of it. */
export interface MatchedPositions {
	matched: MatchedLine[];
	unmatched: (ListedLine & { problem: string })[];
	wrong: (ListedLine & { problem: string })[];
}
