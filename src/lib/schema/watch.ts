import { z } from 'zod';
import { severitySchema, type Severity } from './alert.ts';
import { pageNumberSchema } from './pageNumber.ts';
import { sourceFilterSchema, type SourceFilter } from './sourceFilter.ts';
import { commandIdSchema } from './vote.ts';

/** '' from a form field that was left empty: not asked for. */
const optionalNumber = z
	.union([z.literal('').transform(() => null), z.null(), z.coerce.number('Give a number.')])
	.default(null);
/** A checkbox: 'on' when ticked, absent when not. */
const ticked = z
	.union([z.boolean(), z.literal('on').transform(() => true), z.literal('').transform(() => false)])
	.default(false);
const watchIdSchema = z.string().min(1).max(64);

export const watchObjectSchema = z.object({
	commandId: commandIdSchema,
	objectId: z.string().min(1).max(64),
	reason: z.string().trim().max(500, 'A reason has at most 500 characters.').default('')
});

/** How far a watched object was known when it was last looked at. */
export interface SeenEpochs {
	epochs: number;
	/** MJD (UTC) of the last one. */
	lastMjd: number;
}

/** Somebody who wants to be told of new measurements of an object. */
export interface Watch {
	/** `userId/objectId`. */
	id: string;
	userId: string;
	objectId: string;
	/** Why, in the watcher's words; may be ''. */
	reason: string;
	at: Date;
	/** null: nothing was measured there yet. */
	seen: SeenEpochs | null;
}

/** The widest circle around a row, arcsec. */
export const WIDEST_ARCSEC = 1800;
export const radiusArcsecSchema = z.coerce
	.number('Give a radius in arcsec.')
	.positive('A radius is above 0 arcsec.')
	.max(WIDEST_ARCSEC, `A radius is at most ${WIDEST_ARCSEC} arcsec.`);
export const MOST_ROWS = 200_000;

/** When a watchlist tells of a source on one of its rows; new detections it always tells of. */
export const watchlistLimitsSchema = z.object({
	/** Of η of the peak flux in the source's most variable band: over several bands a spectral slope looks variable. */
	etaPeakAtLeast: optionalNumber,
	maxFluxPeakAtLeast: optionalNumber
});

export const watchlistSettingsSchema = watchlistLimitsSchema.extend({
	name: z.string().trim().min(1, 'Give the watchlist a name.').max(80),
	description: z.string().trim().max(1000).default(''),
	shared: ticked,
	active: ticked,
	severity: severitySchema.default('medium'),
	/** Of rows that name none. */
	radiusArcsec: radiusArcsecSchema.default(10)
});
export type WatchlistSettings = z.infer<typeof watchlistSettingsSchema>;
export const newWatchlistSchema = watchlistSettingsSchema.extend({ commandId: commandIdSchema });
export const changeWatchlistSchema = newWatchlistSchema.extend({ watchlistId: watchIdSchema });
export const namedWatchlistSchema = z.object({
	commandId: commandIdSchema,
	watchlistId: watchIdSchema
});

export interface Watchlist extends WatchlistSettings {
	id: string;
	ownerId: string;
	ownerName: string;
	nRows: number;
	/** Of the rows that count: an import writes its own before it is added here. Rows made by hand join the first. */
	batches: string[];
	createdAt: Date;
	updatedAt: Date;
}

/** One position of a watchlist, degrees ICRS. */
export interface WatchlistRow {
	id: string;
	watchlistId: string;
	batch: string;
	/** Place in the list, from 1, in the order of entry. */
	place: number;
	name: string;
	ra: number;
	dec: number;
	radiusArcsec: number;
	/** Objects known within the radius: what is not among them is newly detected. */
	objectIds: string[];
}

const rowFields = {
	name: z.string().trim().max(100, 'A name has at most 100 characters.').default(''),
	/** Degrees, or hours as 09:59:56.0. */
	ra: z.string().trim().min(1, 'Give a right ascension.').max(40),
	/** Degrees, or ±dd:mm:ss. */
	dec: z.string().trim().min(1, 'Give a declination.').max(40),
	radiusArcsec: z.union([z.literal('').transform(() => null), z.null(), radiusArcsecSchema])
};
export const addRowSchema = namedWatchlistSchema.extend(rowFields);
export const changeRowSchema = addRowSchema.extend({ rowId: watchIdSchema });
export const deleteRowSchema = namedWatchlistSchema.extend({ rowId: watchIdSchema });
export const importRowsSchema = namedWatchlistSchema.extend({
	/** add: behind those that are there. replace: in place of them. */
	how: z.enum(['add', 'replace']).default('add')
});

export const WATCHLIST_SORTS = ['place', 'name', 'ra', 'dec', 'radius'] as const;
/** A row by its place and id, and by what the table is sorted by where that is not its place: `17 k3f9 150.25`. */
const rowPlace = z
	.string()
	.regex(/^[1-9]\d{0,8} [\w-]{1,64}(?: [^\0]{0,100})?$/, 'Begin with the first page.')
	.nullable()
	.default(null);
/** The state of a watchlist's table, as it stands in the URL. */
export const watchlistViewSchema = z.object({
	sort: z
		.enum(WATCHLIST_SORTS, `Rows are sorted by one of ${WATCHLIST_SORTS.join(', ')}.`)
		.default('place'),
	order: z.enum(['asc', 'desc'], 'An order is asc or desc.').default('asc'),
	/** Where the page begins: by number, or behind a row, or ends: before one. */
	page: pageNumberSchema,
	after: rowPlace,
	before: rowPlace,
	/** Part of a name, or a position. */
	q: z.string().trim().max(80, 'This is too long to look for.').default('')
});
export type WatchlistView = z.infer<typeof watchlistViewSchema>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time as hh:mm (UTC).');
/** UTC, may reach over midnight: nobody is told of what fires in between before it ends. */
export const quietHoursSchema = z
	.object({ from: clock, to: clock })
	.refine(({ from, to }) => from !== to, 'Quiet hours begin and end at different times.');
export type QuietHours = z.infer<typeof quietHoursSchema>;

/** At least this probability of a class, by the revealed votes of any queue. */
export const classBoundSchema = z.object({
	classKey: z.string().min(1).max(60),
	atLeast: z.coerce.number().min(0, 'A probability is at least 0.').max(1, 'At most 1.')
});
export type ClassBound = z.infer<typeof classBoundSchema>;

/** What decides whether a rule fires: the part that a backtest tries. */
export const watchConditionsSchema = z
	.object({
		filter: sourceFilterSchema,
		classBound: classBoundSchema.nullable().default(null)
	})
	.refine(
		({ filter, classBound }) =>
			filter.conditions.length > 0 || filter.cone !== null || filter.newOnly || classBound !== null,
		'Give the rule at least one condition: without any it would fire on every source.'
	);
export type WatchConditions = z.infer<typeof watchConditionsSchema>;

export const watchRuleSettingsSchema = z.object({
	name: z.string().trim().min(1, 'Give the rule a name.').max(80),
	conditions: watchConditionsSchema,
	severity: severitySchema.default('medium'),
	quietHours: quietHoursSchema.nullable().default(null),
	/** Seen and heard of by its owner alone. */
	personal: z.boolean().default(true)
});
export type WatchRuleSettings = z.infer<typeof watchRuleSettingsSchema>;

export const saveWatchRuleSchema = watchRuleSettingsSchema.extend({
	commandId: commandIdSchema,
	/** null: a new one. */
	ruleId: watchIdSchema.nullable().default(null),
	/** Of the backtest that was looked at: a rule is saved only as it was tried. */
	backtestHash: z.string().max(64).default('')
});
export const switchWatchRuleSchema = z.object({
	commandId: commandIdSchema,
	ruleId: watchIdSchema,
	active: ticked
});
export const namedWatchRuleSchema = switchWatchRuleSchema.omit({ active: true });

export interface WatchRule {
	id: string;
	name: string;
	filter: SourceFilter;
	classBound: ClassBound | null;
	severity: Severity;
	quietHours: QuietHours | null;
	personal: boolean;
	active: boolean;
	ownerId: string;
	ownerName: string;
	/** What its backtest had found when it was saved. */
	tried: { fired: number; objects: number; runs: number };
	/** What it did at the latest run. */
	lastRun: { runId: number; revision: number; fired: number; at: Date } | null;
	createdAt: Date;
	updatedAt: Date;
}
