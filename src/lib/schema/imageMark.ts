import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** What a person says of an image. Unmarked images count as good ones do. */
export const IMAGE_MARKS = ['good', 'uncertain', 'bad'] as const;
export type ImageMarkKind = (typeof IMAGE_MARKS)[number];

/** What each mark means for the numbers, for whoever chooses one. */
export const MARK_WORDS: Record<ImageMarkKind, { title: string; about: string }> = {
	good: { title: 'Good', about: 'Looked at, nothing wrong with it.' },
	uncertain: {
		title: 'Uncertain',
		about: 'Something may be wrong: shown everywhere, no number changes.'
	},
	bad: {
		title: 'Bad',
		about: 'Its measurements are left out of “numbers without bad images” and of the ranking.'
	}
};

/** One thing said of an image; `kind` null takes back what stood before. */
export interface ImageMark {
	id: string;
	imageId: number;
	kind: ImageMarkKind | null;
	reason: string;
	/** The mark that this took back, putting what stood before it in its place. */
	undoes: string | null;
	byId: string;
	byName: string;
	at: Date;
}

/** What stands of an image, as it is shown beside its epochs. */
export type StandingMark = ImageMark & { kind: ImageMarkKind };

const imageIdSchema = z.coerce
	.number('Name the image by its number.')
	.int('Name the image by its number.')
	.positive('Name the image by its number.');

export const markImageSchema = z
	.object({
		commandId: commandIdSchema,
		imageId: imageIdSchema,
		mark: z.enum(IMAGE_MARKS, `A mark is one of ${IMAGE_MARKS.join(', ')}.`),
		reason: z.string().trim().max(500, 'A reason has at most 500 characters.').default('')
	})
	.refine(({ mark, reason }) => mark === 'good' || reason !== '', {
		path: ['reason'],
		message: 'Say why, so that others can judge: what is wrong with the image?'
	});

export const undoMarkSchema = z.object({
	commandId: commandIdSchema,
	imageId: imageIdSchema,
	/** The mark that is undone: another one that came meanwhile stays. */
	markId: z.string().min(1, 'Say which mark is undone.').max(64)
});

/** Working out a run's numbers anew without its bad images. */
export interface Rework {
	runId: number;
	runName: string;
	/** Of the sources whose numbers they are. */
	revision: number;
	/** Names the set of bad images; '' for none. */
	variant: string;
	state: 'waiting' | 'working' | 'done' | 'failed' | 'cancelled';
	/** Sources with measurements in bad images: done, and all. */
	done: number;
	total: number;
	error: string;
	cancelRequested: boolean;
	at: Date;
}

export const reworkSchema = z.object({
	commandId: commandIdSchema,
	runId: z.coerce.number('Name the run by its number.').int().positive()
});
