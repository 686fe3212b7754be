import { z } from 'zod';

/** Names of the shared types inside an object room's Y.Doc. */
export const SHARED = { notes: 'notes', annotations: 'annotations' } as const;

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
	typing: z.boolean()
});
export type Presence = z.infer<typeof presenceSchema>;
