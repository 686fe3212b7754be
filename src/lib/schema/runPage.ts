import { z } from 'zod';
import type { Image } from './image.ts';
import { pageNumberSchema } from './pageNumber.ts';
import { provenanceFilterSchema, type ProvenanceChoice } from './provenance.ts';
import type { AddressProblem } from './readAddress.ts';
import { runStatusSchema, type Run, type RunStatus } from './run.ts';
import type { ShownTag } from './tagPage.ts';

/** A row of a run's images. */
export type RunImage = Pick<
	Image,
	| 'id'
	| 'name'
	| 'datetime'
	| 'frequencyMhz'
	| 'rmsMedian'
	| 'beamBmaj'
	| 'beamBmin'
	| 'nMeasurements'
>;

export const RUN_SORTS = [
	'name',
	'status',
	'owner',
	'images',
	'sources',
	'measurements',
	'new',
	'took',
	'made',
	'ended'
] as const;
export type RunSort = (typeof RUN_SORTS)[number];
const PAGE_SIZES = [25, 50, 100] as const;

/** Stands for runs of the command line’s among owners. */
export const NO_OWNER = 'none';

/** Which runs, and how they are shown. */
export const runListSchema = z.object({
	name: z
		.string()
		.trim()
		.max(100, 'This name is too long.')
		.refine((text) => !text.includes('\0'), 'This is no name.')
		.default(''),
	owner: z.string().max(64, 'This is no owner.').default(''),
	status: z.union([z.literal(''), runStatusSchema], 'There is no such status.').default(''),
	provenance: provenanceFilterSchema,
	tag: z.string().trim().toLowerCase().max(64, 'This is no tag.').default(''),
	sort: z.enum(RUN_SORTS, `Runs are sorted by one of ${RUN_SORTS.join(', ')}.`).default('made'),
	order: z.enum(['asc', 'desc'], 'An order is asc or desc.').default('desc'),
	page: pageNumberSchema,
	size: z.coerce
		.number(`A page has ${PAGE_SIZES.join(', ')} rows.`)
		.refine(
			(size) => PAGE_SIZES.some((known) => known === size),
			`A page has ${PAGE_SIZES.join(', ')} rows.`
		)
		.default(25)
});
export type RunList = z.output<typeof runListSchema>;

/** What this person may do to a run as it stands. */
export interface RunAllowed {
	process: boolean;
	cancel: boolean;
	remove: boolean;
	restore: boolean;
	arrow: boolean;
	/** Its config.yaml. */
	write: boolean;
}

/** A run in lists and at the head of its page. */
export interface RunRow extends Omit<Run, 'imageIds'> {
	/** Of the latest processing that ended; null before one has. */
	tookSeconds: number | null;
	allowed: RunAllowed;
	queues: { id: string; name: string }[];
}

export interface RunsPage {
	list: RunList;
	problems: AddressProblem[];
	rows: RunRow[];
	/** Runs that the filter keeps, and all there are. */
	count: number;
	total: number;
	choices: {
		owners: { id: string; name: string }[];
		statuses: RunStatus[];
		tags: string[];
		provenance: ProvenanceChoice[];
	};
	/** By the run’s id. */
	tags: Record<string, ShownTag[]>;
	allowed: { create: boolean };
}
