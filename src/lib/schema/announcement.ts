import { z } from 'zod';

/**
 * What the server tells open pages after a command. It carries no content: a page that hears it loads again what it
 * may see, so a sealed vote cannot leak through here. `topic` is also the name of the room that hears it.
 */
export const announcementSchema = z.object({
	topic: z
		.string()
		.regex(
			/^(object|queue|run|image|session|user)-[A-Za-z0-9]+$|^(runs|queues|alerts|tags|sessions|watchlists|catalogues|webhooks|status|images|inbox|scores)$/
		),
	kind: z.enum([
		'vote',
		'tag',
		'comment',
		'settlement',
		'candidates',
		'progress',
		'status',
		'log',
		'lease',
		'reveal',
		'round',
		'verdict',
		'queue',
		'session',
		'favourite',
		'watch',
		'alert',
		'notification',
		'interest',
		'delivery',
		'catalogue',
		'mark',
		'retraction',
		'score',
		'inbox'
	]),
	byId: z.string().nullable(),
	byName: z.string().nullable(),
	/** For progress and log: small payloads anyone who may see the run may see. */
	detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional()
});
export type Announcement = z.infer<typeof announcementSchema>;

/** Rooms of the live server: /yjs/<room>. Document rooms (object-…) carry a Y.Doc; the others presence and announcements. */
export const roomNameSchema = announcementSchema.shape.topic;

/** Message types on the socket beside y-protocols' own 0 (sync), 1 (awareness), 2 (auth), 3 (query awareness). */
export const MESSAGE_ACKNOWLEDGED = 100;
export const MESSAGE_ANNOUNCED = 101;
/** Nothing was announced here since the page was loaded. */
export const MESSAGE_UP_TO_DATE = 102;
