import { z } from 'zod';
import { jsonText } from './jsonText.ts';
import { sourceFieldSchema } from './sourceFilter.ts';
import { BASES, PLACE_FRAMES, VOTES_ASKED, WATCH_ASKED, type SourceQuery } from './sourceQuery.ts';
import { readSourceQuery, sourceQueryAddress } from './sourceQueryAddress.ts';
import { commandIdSchema } from './vote.ts';

/** A question about sources that is asked again. */
export interface SavedQuery {
	id: string;
	name: string;
	query: SourceQuery;
	/** Everyone may look at it and fork it; its owner alone changes it. */
	shared: boolean;
	ownerId: string;
	ownerName: string;
	/** The query it was made from. */
	forkedFromId: string | null;
	createdAt: Date;
	updatedAt: Date;
}

const words = z.array(z.string().max(200)).max(1000).default([]);
const position = { ra: z.number(), dec: z.number() };

/** A question as one has it in hand; whether it means anything is for `sourceQuerySchema` to say. */
const shapeSchema = z.object({
	runs: z
		.union([z.enum(['latest', 'all']), z.array(z.number()).min(1).max(1000)])
		.default('latest'),
	numbers: z
		.array(
			z.object({
				field: sourceFieldSchema,
				min: z.number().nullable().default(null),
				max: z.number().nullable().default(null)
			})
		)
		.max(100)
		.default([]),
	places: z
		.array(
			z.object({
				said: z.string().max(200),
				frame: z.enum(PLACE_FRAMES).default('icrs'),
				radiusDeg: z.number()
			})
		)
		.max(1000)
		.default([]),
	polygon: z.array(z.object(position)).max(1000).default([]),
	moc: z.string().max(100_000).default(''),
	tags: z.object({ any: words, all: words, none: words }).default({ any: [], all: [], none: [] }),
	verdicts: words,
	votes: z.enum(VOTES_ASKED).default('whatever'),
	votedBy: words,
	votedAs: words,
	watch: z.enum(WATCH_ASKED).default('whatever'),
	watchlistId: z.string().max(64).nullable().default(null),
	counterpart: z
		.object({ catalogueId: z.string().max(64), radiusArcsec: z.number(), isThere: z.boolean() })
		.nullable()
		.default(null),
	text: z.string().max(200).default(''),
	named: words,
	measurementId: z.number().nullable().default(null),
	newOnly: z.boolean().default(false),
	withoutSiblings: z.boolean().default(false),
	basis: z.enum(BASES).default('all')
});

/** A question as itself, as JSON text, or as the address that asks it; one that means nothing is refused, with the field. */
export const sourceQuerySchema = z.unknown().transform((said, context): SourceQuery => {
	const address = addressSaid(said);
	const { query, problems } = readSourceQuery(address ?? new URLSearchParams());
	const [problem] = address
		? problems
		: [{ field: 'query', reason: 'This question cannot be read: it is none of the app’s.' }];
	if (!problem) return query;
	context.addIssue({ code: 'custom', message: problem.reason, path: [problem.field] });
	return z.NEVER;
});

function addressSaid(said: unknown): URLSearchParams | null {
	const isAddress = typeof said === 'string' && !said.trim().startsWith('{');
	if (isAddress) return new URLSearchParams(said.slice(0, 200_000));
	const shaped = jsonText('This question cannot be read').pipe(shapeSchema).safeParse(said);
	return shaped.success ? sourceQueryAddress(shaped.data) : null;
}

export const saveQuerySchema = z.object({
	query: sourceQuerySchema,
	/** The query to change; none makes a new one. */
	queryId: z
		.string()
		.max(64)
		.nullish()
		.transform((id) => (id === '' || id === undefined ? null : id)),
	name: z.string('Give the query a name.').trim().min(1, 'Give the query a name.').max(80),
	shared: z.union([z.boolean(), z.string().transform((said) => said === 'on')]).default(false)
});

export const subscribeSchema = z.object({
	commandId: commandIdSchema.default(() => crypto.randomUUID()),
	queryId: z.string().min(1).max(64),
	subscribed: z.union([z.boolean(), z.stringbool()])
});
