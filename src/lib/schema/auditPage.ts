import { z } from 'zod';
import type { AddressProblem } from './readAddress.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const day = z
	.string()
	.trim()
	.regex(DAY, 'Give a day as 2024-05-31 (UTC).')
	.refine((text) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)), 'There is no such day.')
	.nullable()
	.default(null);
const words = z.string().trim().max(200, 'At most 200 characters.').default('');

/** Which changes: every field is a condition. */
export const auditListSchema = z.object({
	/** Part of a name. */
	by: words,
	/** What was done, in the words of the list of actions. */
	action: words,
	/** Kind and id of what was changed, or its beginning: `run`, `run 12`. */
	target: words,
	from: day,
	to: day,
	/** The last row of the page before: `time id`. */
	after: z
		.string()
		.regex(/^\d{1,15} [a-z0-9]{1,40}$/, 'Begin with the first page.')
		.nullable()
		.default(null)
});
export type AuditList = z.output<typeof auditListSchema>;

/** One change. */
export interface AuditRow {
	id: string;
	at: Date;
	byName: string;
	action: string;
	target: string;
	/** Where what was changed can be looked at. */
	href: string | null;
	/** As JSON; '' for nothing. */
	before: string;
	after: string;
}

export interface AuditPage {
	list: AuditList;
	problems: AddressProblem[];
	rows: AuditRow[];
	/** Address parameter of the next page; null on the last. */
	next: string | null;
	/** Everything that was ever done. */
	actions: string[];
}

/** What was done to a run, the latest first. */
export interface RunHistoryPage {
	rows: AuditRow[];
	/** More than are shown. */
	total: number;
}
