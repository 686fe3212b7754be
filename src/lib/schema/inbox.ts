import { z } from 'zod';
import type { InputKind } from './image.ts';
import { commandIdSchema } from './vote.ts';

/** What becomes of an epoch that arrives: an image with its catalogue and maps. */
export const INBOX_STATES = {
	waiting: 'Waiting for files',
	ready: 'Complete',
	processing: 'Being processed',
	published: 'Published',
	done: 'In the queue',
	duplicate: 'Known already',
	quarantined: 'Quarantined'
} as const;
export type InboxState = keyof typeof INBOX_STATES;
export const INBOX_STATE_NAMES = Object.keys(INBOX_STATES) as InboxState[];

/** A file as it was when it was looked at last. */
export interface SeenFile {
	path: string;
	bytes: number;
	/** Time of its last change, ms since 1970. */
	modifiedMs: number;
}

export type InboxFiles = Record<InputKind, SeenFile | null>;

export interface InboxEpoch {
	id: string;
	runId: number;
	/** What the names of its files have in common. */
	key: string;
	/** The image's file name; the key while there is no image. */
	name: string;
	files: InboxFiles;
	/** Of the image, lower-case hex; null until it is complete. */
	sha256: string | null;
	/** When the image was taken, by its header. */
	observedAt: Date | null;
	state: InboxState;
	/** What it waits for, or why it is not taken. */
	reason: string | null;
	/** Where a quarantined file was moved to; null when it stayed in its place. */
	movedTo: string | null;
	origin: 'folder' | 'api';
	byId: string | null;
	byName: string | null;
	/** When its last byte came. */
	arrivedAt: Date;
	/** When it was found to be whole. */
	completeAt: Date | null;
	startedAt: Date | null;
	publishedAt: Date | null;
	/** When its candidates were in the queue. */
	queuedAt: Date | null;
}

/** Where a run's new epochs come in; `id` is the run's. */
export interface Inbox {
	id: number;
	/** The folder that is watched; null when epochs come by the API only. */
	directory: string | null;
	/** A queue that is filled beside the run's own. */
	queueId: string | null;
	paused: boolean;
	/** Who set it up. */
	ownerId: string;
	ownerName: string;
	createdAt: Date;
	/** What the latest look at the folder found; null before the first. */
	look: InboxLook | null;
	/** Why nothing is started at present, in a sentence. */
	problem: string | null;
	/** Starts that failed one after the other. */
	failures: number;
	/** Not to be tried again before. */
	retryAt: Date | null;
}

export interface InboxLook {
	at: Date;
	tookMs: number;
	/** Names in the folder and below. */
	nFiles: number;
	/** Files that are still being written. */
	nUnsettled: number;
	/** Groups that lack a file. */
	nWaiting: number;
	problem: string | null;
}

const queueChoice = z
	.union([z.literal('').transform(() => null), z.string().max(64), z.null()])
	.default(null);

export const setInboxSchema = z.object({
	commandId: commandIdSchema,
	runId: z.coerce.number().int().positive(),
	/** '' when epochs come by the API only. */
	directory: z
		.string()
		.trim()
		.max(4000, 'A path has at most 4000 characters.')
		.default('')
		.transform((path) => path || null),
	queueId: queueChoice
});

export const changeInboxSchema = z.object({
	commandId: commandIdSchema,
	runId: z.coerce.number().int().positive()
});

const pathOrUpload = z
	.string()
	.trim()
	.min(1, 'Name a file: its path, or the id of an upload.')
	.max(4000, 'A path has at most 4000 characters.');

/** `POST /api/v1/images`: each file a path on the server, or `upload:ID` for one that was uploaded. */
export const postImageSchema = z.object({
	runId: z.coerce.number('Say which run it is for: runId.').int().positive(),
	image: pathOrUpload,
	selavy: pathOrUpload,
	noise: pathOrUpload,
	background: pathOrUpload.optional(),
	/** SHA-256 of the image, when it is to be compared. */
	sha256: z
		.string()
		.regex(/^[0-9a-fA-F]{64}$/, 'A SHA-256 has 64 hexadecimal digits.')
		.transform((digits) => digits.toLowerCase())
		.optional(),
	commandId: commandIdSchema.optional()
});

export const inboxListSchema = z.object({
	run: z.coerce.number().int().positive().optional().catch(undefined),
	state: z.enum(INBOX_STATE_NAMES).optional().catch(undefined),
	/** The last epoch of the page before. */
	after: z.string().max(64).optional().catch(undefined)
});
export type InboxList = z.infer<typeof inboxListSchema>;

/** Seconds from the last byte to each step; null for steps that have not been taken. */
export interface InboxLatency {
	toComplete: number | null;
	toStarted: number | null;
	toPublished: number | null;
	toQueued: number | null;
}

export function latencyOf(
	epoch: Pick<InboxEpoch, 'arrivedAt' | 'completeAt' | 'startedAt' | 'publishedAt' | 'queuedAt'>
): InboxLatency {
	const since = (at: Date | null) =>
		at && Math.max(0, (at.getTime() - epoch.arrivedAt.getTime()) / 1000);
	return {
		toComplete: since(epoch.completeAt),
		toStarted: since(epoch.startedAt),
		toPublished: since(epoch.publishedAt),
		toQueued: since(epoch.queuedAt)
	};
}
