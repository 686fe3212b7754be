import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

const LONGEST = 20_000;
/** A form with a comment in it, every character escaped, and nothing besides: what is longer is refused unread. */
export const MAX_COMMENT_BYTES = 256 * 1024;

export const commentIdSchema = z.string().min(1).max(64);

export const commentTextSchema = z
	.string()
	.trim()
	.min(1, 'Write something first.')
	.max(LONGEST, 'A comment has at most 20 000 characters.');

export const TARGET_KINDS = [
	'run',
	'image',
	'measurement',
	'object',
	'queue',
	'candidate'
] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** What a comment is about; ids of runs, images and measurements are numbers in decimal. */
export interface CommentTarget {
	kind: TargetKind;
	id: string;
}

const TARGET = /^(run|image|measurement|object|queue|candidate)-([A-Za-z0-9]{1,64})$/;
const NO_TARGET =
	'Say what the comment is about: run-1, image-1, measurement-1, object-…, queue-… or candidate-….';

/** As it stands in a form or an address: `object-k2f…`, `run-3`. */
export const commentTargetSchema = z
	.string(NO_TARGET)
	.regex(TARGET, NO_TARGET)
	.transform((written): CommentTarget => {
		const cut = written.indexOf('-');
		// The pattern lets through these kinds only.
		return { kind: written.slice(0, cut) as TargetKind, id: written.slice(cut + 1) };
	});

export function targetName({ kind, id }: CommentTarget): string {
	return `${kind}-${id}`;
}

/** Where exactly a comment points: an epoch of the light curve, or a place on the sky in degrees (ICRS). */
export type CommentAnchor =
	{ kind: 'epoch'; imageId: number; mjd: number } | { kind: 'sky'; ra: number; dec: number };

const NO_ANCHOR =
	'Anchor a comment by “epoch IMAGE MJD” or by “sky RA DEC” in degrees, RA 0 to 360, Dec −90 to 90.';

/** As it stands in a form: `epoch 17 59010.123`, `sky 150.1 -30.2`; '' is none. */
export const commentAnchorSchema = z
	.string()
	.trim()
	.max(120, NO_ANCHOR)
	.transform((written, context): CommentAnchor | null => {
		if (written === '') return null;
		const anchor = anchorIn(written);
		if (!anchor) context.addIssue({ code: 'custom', message: NO_ANCHOR });
		return anchor;
	});

export function anchorName(anchor: CommentAnchor): string {
	return anchor.kind === 'epoch'
		? `epoch ${anchor.imageId} ${anchor.mjd}`
		: `sky ${anchor.ra} ${anchor.dec}`;
}

/** What can be said of a comment without words, with the name it is read out by. */
export const REACTIONS = [
	{ key: 'agree', sign: '+1', label: 'I agree' },
	{ key: 'disagree', sign: '−1', label: 'I disagree' },
	{ key: 'puzzled', sign: '?', label: 'I do not understand' },
	{ key: 'striking', sign: '!', label: 'Striking' },
	{ key: 'thanks', sign: '♥', label: 'Thank you' },
	{ key: 'done', sign: '✓', label: 'Done' }
] as const;
export type ReactionKey = (typeof REACTIONS)[number]['key'];

export interface Reaction {
	key: ReactionKey;
	userId: string;
	userName: string;
}

/** Who did something to a comment, and when. */
export interface CommentMark {
	byId: string;
	byName: string;
	at: Date;
}

/** What pages show of a file that hangs on a comment. */
export interface CommentFile {
	id: string;
	name: string;
	mediaType: string;
	bytes: number;
}

/** `html` is rendered and sanitised on the server; nothing else may be put in a page as HTML. */
export interface Comment {
	id: string;
	target: CommentTarget;
	/** The sky object it concerns, for comments on objects and on candidates. */
	objectId: string | null;
	parentId: string | null;
	authorId: string;
	/** Kept here: the words stay their author's when the account is gone. */
	authorName: string;
	text: string;
	html: string;
	anchor: CommentAnchor | null;
	files: CommentFile[];
	reactions: Reaction[];
	/** Ids of the accounts that it names. */
	mentions: string[];
	/** Of a thread's first comment. */
	resolved: CommentMark | null;
	pinned: CommentMark | null;
	at: Date;
	editedAt: Date | null;
	/** What an author was looking at who wrote about an object. */
	runId: number | null;
	sourceId: number | null;
}

export const MAX_FILES_OF_COMMENT = 5;

/** Of one file. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Ids in a form's one field are parted by commas. */
const fileIdsSchema = z
	.union([z.array(z.string()), z.string().transform((ids) => ids.split(',').filter(Boolean))])
	.pipe(z.array(z.string().min(1).max(64)).max(MAX_FILES_OF_COMMENT, 'Attach at most 5 files.'))
	.default([]);

export const writeCommentSchema = z
	.object({
		commandId: commandIdSchema,
		target: commentTargetSchema.optional(),
		/** Short for the target `object-…`. */
		objectId: z.string().max(64).optional(),
		parentId: z.string().max(64).nullish(),
		text: commentTextSchema,
		anchor: commentAnchorSchema.default(null),
		files: fileIdsSchema
	})
	.transform(({ target, objectId = '', parentId, ...said }) => ({
		...said,
		target: target ?? { kind: 'object' as const, id: objectId },
		parentId: parentId || null
	}));

export const editCommentSchema = z.object({
	commandId: commandIdSchema,
	commentId: commentIdSchema,
	text: commentTextSchema
});

/** A form's checkbox or button sends text. */
const yesOrNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((is) => is === 'true')]);

export const resolveCommentSchema = z.object({
	commandId: commandIdSchema,
	commentId: commentIdSchema,
	resolved: yesOrNo
});

export const pinCommentSchema = z.object({
	commandId: commandIdSchema,
	commentId: commentIdSchema,
	pinned: yesOrNo
});

export const reactToCommentSchema = z.object({
	commandId: commandIdSchema,
	commentId: commentIdSchema,
	reaction: z.enum(
		REACTIONS.map(({ key }) => key),
		`A reaction is one of: ${REACTIONS.map(({ key }) => key).join(', ')}.`
	)
});

/** One wording of a comment, from when on it stood there. */
export interface CommentWording {
	html: string;
	from: Date;
	until: Date | null;
}

/** Comments on one thing as a page shows them: flat, oldest first; `parentId` gives the threads. */
export interface CommentSection {
	target: CommentTarget;
	comments: Comment[];
	allowed: { comment: boolean; moderate: boolean };
}

/** Somebody who can be mentioned. */
export interface Mentionable {
	username: string;
	displayName: string;
}

function anchorIn(written: string): CommentAnchor | null {
	const [kind, first, second, ...more] = written.split(/\s+/);
	const [a, b] = [first, second].map((text) => (text ? Number(text) : Number.NaN));
	if (more.length > 0 || !Number.isFinite(a) || !Number.isFinite(b)) return null;
	if (kind === 'epoch')
		return Number.isSafeInteger(a) && a > 0 ? { kind, imageId: a, mjd: b } : null;
	if (kind === 'sky' && a >= 0 && a < 360 && Math.abs(b) <= 90) return { kind, ra: a, dec: b };
	return null;
}
