import { z } from 'zod';
import { coneSchema, type Cone } from './sourceFilter.ts';
import { commandIdSchema } from './vote.ts';

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export const severitySchema = z.enum(SEVERITIES);
export type Severity = z.infer<typeof severitySchema>;

/** What made an alert fire. */
export const alertCauseSchema = z.object({
	kind: z.enum(['newSource', 'watchRule', 'watchlist', 'watch', 'voevent']),
	/** Of the rule, the watchlist or the watch; null for new sources. */
	id: z.string().max(64).nullable(),
	/** Its name, kept with the alert: a rule may be deleted. */
	name: z.string().max(200)
});
type AlertCause = z.infer<typeof alertCauseSchema>;

/** Something about an object that somebody should look at. */
export interface NewAlert {
	objectId: string;
	cause: AlertCause;
	severity: Severity;
	/** Why it fired, with the numbers, in a sentence. */
	reason: string;
	/** The numbers the reason rests on, by field: a dismissed alert stays dismissed while these stay as they are. */
	evidence: Record<string, number | null>;
	runId: number | null;
	revision: number | null;
	sourceId: number | null;
	/** Who asked for it and is told; the team's inbox shows it in any case unless `personal`. */
	tell: string[];
	personal: boolean;
	/** Raised in its rule's quiet hours: nobody is told before they end. */
	quietUntil?: Date;
}

export const ALERT_CAUSES: Record<AlertCause['kind'], string> = {
	newSource: 'New source',
	watchRule: 'Watch rule',
	watchlist: 'Watchlist',
	watch: 'Watched object',
	voevent: 'VOEvent'
};

export type Evidence = NewAlert['evidence'];

export const ALERT_STATES = ['open', 'accepted', 'dismissed'] as const;
type AlertState = (typeof ALERT_STATES)[number];

/** What people have made of an alert. Kept as one piece, so that an undo puts back exactly what was there. */
export interface Triage {
	state: AlertState;
	/** `until` null: until the next run is complete. */
	snooze: { until: Date | null; at: Date } | null;
	assigneeId: string | null;
	assigneeName: string | null;
	/** With the numbers it was dismissed on: it comes back when they move. */
	dismissal: { reason: string; evidence: Evidence } | null;
	byId: string | null;
	byName: string | null;
	at: Date | null;
	/** The command that left it so: only that one can be undone. */
	commandId: string | null;
}
export const UNTOUCHED: Triage = {
	state: 'open',
	snooze: null,
	assigneeId: null,
	assigneeName: null,
	dismissal: null,
	byId: null,
	byName: null,
	at: null,
	commandId: null
};

/** One cause on one object, however often it fires. */
export interface Alert extends NewAlert {
	id: string;
	/** What it says is from the latest firing; this many there were. */
	count: number;
	/** What moved since it was dismissed, in a sentence; '' for one that never came back. */
	changed: string;
	firstAt: Date;
	latestAt: Date;
	triage: Triage;
}

const alertIdsSchema = z
	.string()
	.transform((joined) => [...new Set(joined.split(',').filter((id) => id !== ''))])
	.pipe(
		z
			.array(z.string().max(64))
			.min(1, 'Select an alert first.')
			.max(500, 'Select at most 500 alerts at a time.')
	);

export const queueOfAlertsSchema = z.object({
	commandId: commandIdSchema,
	alertIds: alertIdsSchema,
	name: z.string().trim().min(1, 'Give the queue a name.').max(80)
});

/** How long an alert is put aside. */
export const SNOOZES = {
	hour: 'for an hour',
	tomorrow: 'until tomorrow, 00:00 UTC',
	nextRun: 'until the next run',
	date: 'until a date'
} as const;
const snoozeSchema = z.enum(['hour', 'tomorrow', 'nextRun', 'date']);

const triaged = { commandId: commandIdSchema, alertIds: alertIdsSchema };

/** Alerts are named by their ids with commas between. */
export const triageSchema = z.discriminatedUnion('act', [
	z.object({ act: z.literal('accept'), ...triaged }),
	z.object({ act: z.literal('reopen'), ...triaged }),
	z.object({
		act: z.literal('dismiss'),
		...triaged,
		reason: z.string().trim().min(1, 'Say why it is dismissed.').max(500)
	}),
	z.object({
		act: z.literal('assign'),
		...triaged,
		/** '' takes the assignment back. */
		assigneeId: z.string().max(64)
	}),
	z.object({
		act: z.literal('snooze'),
		...triaged,
		until: snoozeSchema,
		/** UTC, for `date`. */
		date: z.union([z.literal(''), z.iso.date('Give a date like 2026-05-31.')]).default('')
	})
]);
export type TriageWish = z.infer<typeof triageSchema>;

export const undoTriageSchema = z.object({
	commandId: commandIdSchema,
	/** The command that is undone. */
	of: commandIdSchema
});

/** Alerts that are not raised for a while: of a kind of cause, of one rule or list, in a part of the sky. */
export interface Silence {
	id: string;
	causeKind: AlertCause['kind'] | null;
	causeId: string | null;
	cone: Cone | null;
	until: Date;
	reason: string;
	byId: string;
	byName: string;
	createdAt: Date;
}

const optionalNumber = z.union([z.literal('').transform(() => null), z.coerce.number()]);

/** What a silence covers; a form leaves out what it does not limit. */
export const silenceScopeSchema = z
	.object({
		causeKind: z.union([z.literal('').transform(() => null), alertCauseSchema.shape.kind]),
		causeId: z
			.string()
			.trim()
			.max(64)
			.transform((id) => id || null)
			.default(null),
		ra: optionalNumber.default(null),
		dec: optionalNumber.default(null),
		radiusDeg: optionalNumber.default(null)
	})
	.transform(({ causeKind, causeId, ra, dec, radiusDeg }, context) => {
		const given = [ra, dec, radiusDeg].filter((value) => value !== null).length;
		if (given === 0) return { causeKind, causeId, cone: null };
		const cone = coneSchema.safeParse({ ra, dec, radiusDeg });
		if (given === 3 && cone.success) return { causeKind, causeId, cone: cone.data };
		context.addIssue({
			code: 'custom',
			path: ['radiusDeg'],
			message:
				'An area needs all three: right ascension 0 to 360°, declination −90 to 90°, a radius above 0°.'
		});
		return z.NEVER;
	})
	.refine(({ causeKind, causeId, cone }) => causeKind ?? causeId ?? cone, {
		path: ['causeKind'],
		message: 'Say what to silence: a cause, an area or both.'
	});
export type SilenceScope = z.infer<typeof silenceScopeSchema>;

export const newSilenceSchema = z.object({
	commandId: commandIdSchema,
	until: z.iso
		.date('Give the last day, like 2026-05-31.')
		.transform((day) => new Date(`${day}T23:59:59Z`)),
	reason: z.string().trim().min(1, 'Say why: others will wonder.').max(500)
});

export const endSilenceSchema = z.object({
	commandId: commandIdSchema,
	silenceId: z.string().min(1).max(64)
});
