import { z } from 'zod';
import {
	alertCauseSchema,
	severitySchema,
	type Alert,
	type Severity,
	type Silence
} from './alert.ts';

/** The inbox as it stands in the URL. */
export const alertListSchema = z.object({
	state: z.enum(['open', 'snoozed', 'accepted', 'dismissed', 'all']).catch('open'),
	severity: z.union([z.literal(''), severitySchema]).catch(''),
	cause: z.union([z.literal(''), alertCauseSchema.shape.kind]).catch(''),
	/** Of one rule, list or watch. */
	causeId: z.string().max(64).catch(''),
	mine: z.enum(['', '1']).catch(''),
	page: z.coerce.number().int().min(1).catch(1)
});
export type AlertList = z.infer<typeof alertListSchema>;

/** An alert as the inbox shows it. */
export type AlertRow = Pick<
	Alert,
	| 'id'
	| 'cause'
	| 'severity'
	| 'reason'
	| 'changed'
	| 'count'
	| 'personal'
	| 'runId'
	| 'firstAt'
	| 'latestAt'
	| 'triage'
>;

/** Everything that fired on one object and passes the inbox's filter. */
export interface AlertGroup {
	/** The object's. */
	id: string;
	name: string;
	ra: number;
	dec: number;
	/** Of its latest source, η and V of the peak flux in its most variable band; null where it has none or the number was not measured. */
	facts: {
		bandEtaPeak: number | null;
		bandVPeak: number | null;
		bandMhz: number | null;
		maxFluxPeak: number | null;
		nMeas: number;
		runName: string;
	} | null;
	alerts: AlertRow[];
	/** Alerts on the same object that the filter leaves out. */
	others: number;
	candidates: { id: string; queueId: string; queueName: string }[];
}

export interface AlertInbox {
	list: AlertList;
	groups: AlertGroup[];
	/** Objects that the filter keeps, over all pages. */
	total: number;
	pageSize: number;
	/** The last of the objects, where more follow. */
	next: string | null;
	/** Whom an alert can be assigned to. */
	people: { id: string; name: string }[];
	allowed: { triage: boolean; createQueue: boolean; silence: boolean };
}

export interface SilenceRow extends Silence {
	/** Of the rule or list it covers; its id when no alert tells its name any more. */
	causeName: string | null;
	inForce: boolean;
	/** Firings it has held back, and the latest of them. */
	hidden: number;
	latest: { id: string; causeName: string; severity: Severity; reason: string; at: Date }[];
}

/** A rule or list that has fired lately. */
export interface KnownCause {
	kind: Alert['cause']['kind'];
	id: string;
	name: string;
}

/** What a silence would have hidden. */
export interface SilenceDryRun {
	days: number;
	/** Alerts, and how often they fired. */
	alerts: number;
	firings: number;
	bySeverity: Record<Severity, number>;
	examples: { id: string; name: string; causeName: string; reason: string }[];
}
