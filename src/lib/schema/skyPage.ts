import { z } from 'zod';
import type { Band } from './image.ts';
import { imageListSchema } from './imagePage.ts';
import type { ImageMarkKind } from './imageMark.ts';
import type { AddressProblem } from './readAddress.ts';
import { PLACE_FRAMES } from './sourceQuery.ts';
import type { HipsSurvey } from './hipsSurvey.ts';

const text = (most: number, refusal: string) => z.string().trim().max(most, refusal).default('');
const side = (what: string) =>
	z.coerce
		.number(`A ${what} is a number of degrees.`)
		.positive(`A ${what} is above 0°.`)
		.max(20, `A ${what} is at most 20° here.`)
		.nullable()
		.default(null);
const angle = (what: string, least: number, most: number) =>
	z.coerce
		.number(`Give ${what} in degrees.`)
		.min(least, `${what} is ${least} or more.`)
		.max(most, `${what} is ${most} or less.`)
		.nullable()
		.default(null);
const { run, band, telescope, from, to, mark } = imageListSchema.shape;

/** Which images the map draws, what else is on it, and which part of the sky is asked about. */
export const skySchema = z.object({
	...{ run, band, telescope, from, to, mark },
	/** A local catalogue, by its id; 'none' where the one of calibrators is not to be drawn. */
	catalogue: text(64, 'A catalogue is given by its id.'),
	watchlist: text(64, 'A watchlist is given by its id.'),
	favourites: z.enum(['on', 'off'], 'Favourites are on or off.').default('on'),
	/** A position in any form, or a name. */
	at: text(200, 'A position has at most 200 characters.'),
	frame: z.enum(PLACE_FRAMES, `A frame is one of ${PLACE_FRAMES.join(', ')}.`).default('icrs'),
	radius: z.coerce
		.number('A radius is a number.')
		.min(0, 'A radius is 0 or more: 0 asks about the point.')
		.default(0),
	radiusUnit: z
		.enum(['arcsec', 'arcmin', 'deg'], 'A radius is in arcsec, arcmin or deg.')
		.default('arcmin'),
	/** Sides of a box along right ascension and declination, degrees; instead of the circle. */
	width: side('width'),
	height: side('height'),
	/** What the map shows, degrees: its middle, and how wide it is; around what is asked about when they are not given. */
	ra: angle('ra', 0, 360),
	dec: angle('dec', -90, 90),
	fov: angle('fov', 0.01, 400)
});
export type SkyAsked = z.output<typeof skySchema>;

/** Images of one region of the sky. Degrees. */
export interface Pointing {
	id: number;
	ra: number;
	dec: number;
	widthDeg: number;
	heightDeg: number;
	nImages: number;
	first: Date;
	last: Date;
	/** mJy/beam, of the deepest image. */
	rmsMin: number;
}

export const MARKER_KINDS = ['catalogue', 'favourite', 'watchlist'] as const;
/** Something of a list that is drawn as a sign of its own. */
export interface SkyMarker {
	kind: (typeof MARKER_KINDS)[number];
	name: string;
	ra: number;
	dec: number;
	href: string | null;
}

export interface CoveringImage {
	id: number;
	name: string;
	datetime: Date;
	telescope: string;
	frequencyMhz: number;
	durationSeconds: number;
	rmsMedian: number;
	/** In its noise map, at the position asked about, mJy/beam; null where the map does not say, or was not looked at. */
	rmsThere: number | null;
	/** From the middle of what was asked about to the image's centre, degrees. */
	distanceDeg: number;
	mark: ImageMarkKind | null;
}

/** What there is at a point, in a circle or in a box. */
export interface SkyCover {
	understood: string;
	ra: number;
	dec: number;
	radiusDeg: number;
	/** Corners of the box; empty for a circle. */
	corners: { ra: number; dec: number }[];
	/** The latest first; no more than fit on a page. */
	images: CoveringImage[];
	nImages: number;
	/** Time on source and images by band, lowest frequency first. */
	bands: { frequencyMhz: number; nImages: number; seconds: number }[];
	runs: { id: number; name: string; nImages: number }[];
	objects: { id: string; name: string; ra: number; dec: number }[];
	nObjects: number;
	/** The same part of the sky asked of the sources. */
	sourcesHref: string;
	surveys: (Pick<HipsSurvey, 'name' | 'url'> & { covers: boolean })[];
}

export interface SkyPage {
	asked: SkyAsked;
	problems: AddressProblem[];
	pointings: Pointing[];
	nImages: number;
	/** Objects known, over the whole sky. */
	nObjects: number;
	markers: SkyMarker[];
	/** More than these are in the catalogue or the watchlist. */
	markersLeftOut: boolean;
	/** The catalogue that is drawn. */
	catalogueId: string | null;
	choices: {
		runs: { id: number; name: string }[];
		bands: Band[];
		telescopes: string[];
		catalogues: { id: string; name: string }[];
		watchlists: { id: string; name: string }[];
	};
	cover: SkyCover | null;
}

/** Objects of a part of the sky: each of them, or where there are too many how many there are, cell by cell. */
export type SkyObjects =
	| { kind: 'points'; objects: { id: string; name: string; ra: number; dec: number }[] }
	| {
			kind: 'density';
			cells: { ra: number; dec: number; count: number }[];
			cellDeg: number;
			total: number;
	  };
