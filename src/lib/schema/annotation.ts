import { z } from 'zod';

/** Names of the shared types inside a room's Y.Doc: an object's has annotations and a lens, a vetting session's an agenda. */
export const SHARED = {
	notes: 'notes',
	annotations: 'annotations',
	lens: 'lens',
	agenda: 'agenda'
} as const;

/** A light-curve annotation, the value of one key of the shared `annotations` map (key: random id). Times are MJD (UTC). */
export const annotationSchema = z.object({
	kind: z.enum(['interval', 'marker']),
	fromMjd: z.number(),
	toMjd: z.number(),
	text: z.string().max(200),
	byId: z.string().max(64),
	byName: z.string().max(80),
	at: z.string()
});
export type Annotation = z.infer<typeof annotationSchema>;

/** Awareness state of one browser in a room. */
export const presenceSchema = z.object({
	user: z.object({ id: z.string(), name: z.string(), colour: z.number().int().min(1).max(10) }),
	/** Where this person is: the candidate shown, if any. */
	candidateId: z.string().nullable(),
	/** Time under the pointer on the light curve, MJD; null when it is elsewhere. */
	cursorMjd: z.number().nullable(),
	/** Place under the pointer on an image's stamp, as fractions of its width and height from the upper left. */
	cursorStamp: z
		.object({
			imageId: z.number().int(),
			x: z.number().min(0).max(1),
			y: z.number().min(0).max(1)
		})
		.nullable()
		.default(null),
	/** In a session: the part of the light curve shown here, MJD; null when it is all of it. Followed when this person drives. */
	brush: z.object({ fromMjd: z.number(), toMjd: z.number() }).nullable().default(null),
	/** In a session: the image whose stamp is enlarged here. Followed when this person drives. */
	stampImageId: z.number().int().nullable().default(null),
	/** In a session: whether this person follows the driver. */
	follows: z.boolean().default(false),
	typing: z.boolean()
});
export type Presence = z.infer<typeof presenceSchema>;
