import { z } from 'zod';
import type { CommentSection } from './comment.ts';
import type { Band, Image, SkyRegion } from './image.ts';
import { IMAGE_MARKS, type ImageMark, type Rework, type StandingMark } from './imageMark.ts';
import { pageNumberSchema } from './pageNumber.ts';
import { provenanceFilterSchema, type ProvenanceChoice } from './provenance.ts';
import type { AddressProblem } from './readAddress.ts';
import type { ShownTag, TagsShown } from './tagPage.ts';

export const IMAGE_SORTS = [
	'datetime',
	'name',
	'telescope',
	'polarisation',
	'frequencyMhz',
	'ra',
	'dec',
	'rmsMedian',
	'rmsMin',
	'rmsMax',
	'beamBmaj',
	'beamBmin',
	'beamBpa',
	'nMeasurements'
] as const;
export type ImageSort = (typeof IMAGE_SORTS)[number];
export const MARK_FILTERS = ['any', ...IMAGE_MARKS, 'marked', 'unmarked', 'notBad'] as const;
const PAGE_SIZES = [25, 50, 100, 250] as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const day = z
	.string()
	.trim()
	.regex(DAY, 'Give a day as 2024-05-31 (UTC).')
	.refine(isDay, 'There is no such day.')
	.nullable()
	.default(null);

/** Dates roll 30 February over into March. */
function isDay(text: string): boolean {
	const ms = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

const id = (what: string) =>
	z.coerce
		.number(`Name the ${what} by its number.`)
		.int(`Name the ${what} by its number.`)
		.positive(`Name the ${what} by its number.`)
		.max(Number.MAX_SAFE_INTEGER, `Name the ${what} by its number.`)
		.nullable()
		.default(null);
const word = (what: string) =>
	z
		.string()
		.trim()
		.max(100, `This ${what} is too long.`)
		// The database's patterns hold no such sign.
		.refine((text) => !text.includes('\0'), `This is no ${what}.`)
		.default('');

/** Which images, and how they are shown. */
export const imageListSchema = z.object({
	name: word('name'),
	run: id('run'),
	band: id('band'),
	telescope: word('telescope'),
	polarisation: word('polarisation'),
	from: day,
	to: day,
	provenance: provenanceFilterSchema,
	mark: z.enum(MARK_FILTERS, `A mark is one of ${MARK_FILTERS.join(', ')}.`).default('any'),
	sort: z
		.enum(IMAGE_SORTS, `Images are sorted by one of ${IMAGE_SORTS.join(', ')}.`)
		.default('datetime'),
	order: z.enum(['asc', 'desc'], 'An order is asc or desc.').default('asc'),
	page: pageNumberSchema,
	size: z.coerce
		.number(`A page has ${PAGE_SIZES.join(', ')} rows.`)
		.refine(
			(size) => PAGE_SIZES.some((known) => known === size),
			`A page has ${PAGE_SIZES.join(', ')} rows.`
		)
		.default(50)
});
export type ImageList = z.output<typeof imageListSchema>;

/** An image of the list. Beam in degrees, as the image has it. */
export interface ImageRow extends Omit<
	Image,
	'path' | 'noisePath' | 'backgroundPath' | 'measurementsPath' | 'checksum'
> {
	/** Completed runs that it is in. */
	nRuns: number;
	mark: StandingMark | null;
}

export interface ImagesPage {
	list: ImageList;
	problems: AddressProblem[];
	rows: ImageRow[];
	/** Images that the filter keeps, and all there are. */
	count: number;
	total: number;
	choices: {
		runs: { id: number; name: string }[];
		bands: Band[];
		provenance: ProvenanceChoice[];
		telescopes: string[];
		polarisations: string[];
	};
	/** Numbers without bad images being worked out, or that could not be. */
	reworks: Rework[];
	tags: Record<string, ShownTag[]>;
	allowed: { mark: boolean; tag: boolean };
}

/** A run as an image's page lists it. */
export interface RunOfImage {
	id: number;
	name: string;
	nImages: number;
	nSources: number;
	endedAt: Date | null;
	/** Measurements that it made in this image by force. */
	nForced: number;
}

export interface ImagePage {
	image: Image;
	band: Band | null;
	region: SkyRegion | null;
	marks: ImageMark[];
	runs: RunOfImage[];
	tags: TagsShown;
	comments: CommentSection;
	/** In the list that the page was opened from. */
	neighbours: { previousId: number | null; nextId: number | null; position: number; total: number };
	allowed: { mark: boolean };
}
