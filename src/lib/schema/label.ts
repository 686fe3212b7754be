import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

export const tagNameSchema = z
	.string()
	.trim()
	.toLowerCase()
	.min(1, 'Type a tag.')
	.max(60, 'A tag has at most 60 characters.')
	.regex(
		/^[\p{L}\p{N}][\p{L}\p{N} :._+/-]*$/u,
		'Use letters, digits, spaces and : . _ + / - only.'
	);

/** What a tag can be put on. Ids of runs, images and measurements are numbers in decimal. */
export const TAGGED_KINDS = ['object', 'image', 'run', 'measurement'] as const;
export const taggedKindSchema = z.enum(TAGGED_KINDS, {
	error: 'A tag is put on an object, an image, a run or a measurement.'
});
export type TaggedKind = z.infer<typeof taggedKindSchema>;

export interface TagTarget {
	kind: TaggedKind;
	id: string;
}
const targetIdSchema = z
	.string()
	.regex(/^[A-Za-z0-9]{1,64}$/, 'Name what the tag is put on by its id.');

export const applyTagSchema = z
	.object({
		commandId: commandIdSchema,
		tag: tagNameSchema,
		kind: taggedKindSchema.default('object'),
		targetId: targetIdSchema.optional(),
		/** Short for kind object and this targetId. */
		objectId: targetIdSchema.optional()
	})
	.transform(({ commandId, tag, kind, targetId, objectId }, context) => {
		const target: TagTarget | null =
			objectId !== undefined
				? { kind: 'object', id: objectId }
				: targetId !== undefined
					? { kind, id: targetId }
					: null;
		if (target) return { commandId, tag, target };
		context.addIssue({ code: 'custom', message: 'Say what to tag.', path: ['targetId'] });
		return z.NEVER;
	});

/** How many things one command may tag. */
export const MOST_TAGGED_AT_ONCE = 500;

export const tagManySchema = z.object({
	commandId: commandIdSchema,
	tag: tagNameSchema,
	kind: taggedKindSchema,
	targetIds: z
		.array(targetIdSchema)
		.min(1, 'Choose what to tag first.')
		.max(MOST_TAGGED_AT_ONCE, `At most ${MOST_TAGGED_AT_ONCE} can be tagged at once.`)
});

const synonymsSchema = z
	.string()
	.max(1000, 'Synonyms have at most 1000 characters in all.')
	.transform((text) => [
		...new Set(
			text
				.split(/[,\n]/)
				.map((word) => word.trim())
				.filter((word) => word !== '')
		)
	])
	.pipe(z.array(tagNameSchema).max(20, 'A tag has at most 20 synonyms.'));

export const describeTagSchema = z.object({
	commandId: commandIdSchema,
	name: tagNameSchema,
	description: z.string().trim().max(400, 'A description has at most 400 characters.'),
	colour: z.coerce.number().int().min(1).max(10),
	/** Separated by commas. Left out: they stay as they are. */
	synonyms: synonymsSchema.optional()
});

export const renameTagSchema = z.object({
	commandId: commandIdSchema,
	from: tagNameSchema,
	into: tagNameSchema
});

export const undoTagChangeSchema = z.object({
	commandId: commandIdSchema,
	changeId: z.string().min(1).max(64)
});

export const TAG_PROTOCOL_MAX = 4000;
export const tagProtocolSchema = z.object({
	commandId: commandIdSchema,
	text: z
		.string()
		.trim()
		.max(TAG_PROTOCOL_MAX, `The protocol has at most ${TAG_PROTOCOL_MAX} characters.`)
});
export const DEFAULT_TAG_PROTOCOL = `Tag what can be seen or looked up; what you think it is, is your vote.
Take a tag that is there before you make a new one: describe new ones on the page of all tags.
One word per property. Not sure? Say so in a comment, not in the tag.`;

/** A tag of the vocabulary. */
export interface Tag {
	name: string;
	description: string;
	colour: number;
	ownerId: string | null;
	ownerName: string | null;
	/** Other words for it: whoever types one of them gets this tag. */
	synonyms: string[];
	uses: number;
}

/** A tag on something: who put it there, when, and looking at which run. */
export interface TagApplication {
	target: TagTarget;
	tag: string;
	byId: string;
	byName: string;
	at: Date;
	runId: number | null;
	sourceId: number | null;
}

/** A tag that came to be on something: the word that was typed, when the vocabulary knows it under another. */
export interface AppliedTag extends TagApplication {
	typed: string | null;
}

/** A tag on a sky object. */
export interface ObjectTag extends TagApplication {
	objectId: string;
}

/** What can be undone as one: a word that became another, or many things tagged at once. */
export interface TagChange {
	id: string;
	kind: 'rename' | 'merge' | 'batch';
	/** The word that is no more; null for a batch. */
	from: string | null;
	/** The word it became, or the word that was put on many. */
	into: string;
	/** Applications it made or turned. */
	changed: number;
	/** Things that carried both words (rename, merge) or the word already (batch). */
	doubles: number;
	byId: string;
	byName: string;
	at: Date;
	undoneByName: string | null;
	undoneAt: Date | null;
}
