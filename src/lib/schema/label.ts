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

export const applyTagSchema = z.object({
	commandId: commandIdSchema,
	objectId: z.string().min(1).max(64),
	tag: tagNameSchema
});

/** A tag of the vocabulary. */
export interface Tag {
	name: string;
	description: string;
	colour: number;
	ownerId: string | null;
	uses: number;
}

/** A tag on an object: who put it there, when, and looking at which run. */
export interface TagApplication {
	objectId: string;
	tag: string;
	byId: string;
	byName: string;
	at: Date;
	runId: number | null;
	sourceId: number | null;
}

export const writeCommentSchema = z.object({
	commandId: commandIdSchema,
	objectId: z.string().min(1).max(64),
	parentId: z.string().max(64).nullable().default(null),
	text: z
		.string()
		.trim()
		.min(1, 'Write something first.')
		.max(20_000, 'A comment has at most 20 000 characters.')
});

/** A comment on an object. `html` is rendered and sanitised on the server; nothing else may be put in a page as HTML. */
export interface Comment {
	id: string;
	objectId: string;
	parentId: string | null;
	authorId: string;
	authorName: string;
	text: string;
	html: string;
	at: Date;
	editedAt: Date | null;
	runId: number | null;
	sourceId: number | null;
}

export const editCommentSchema = z.object({
	commandId: commandIdSchema,
	commentId: z.string().min(1).max(64),
	text: writeCommentSchema.shape.text
});
