import type { HipsSurvey } from './hipsSurvey.ts';

/** A measurement as it is drawn over its image: an ellipse at its fitted size, half of the full width at half maximum to each side. */
export interface Region {
	measurementId: number;
	name: string;
	/** Degrees, ICRS. */
	ra: number;
	dec: number;
	/** null where the catalogue gives no size. */
	shape: {
		semiMajorArcsec: number;
		semiMinorArcsec: number;
		/** From north through east, degrees. */
		paDeg: number;
	} | null;
	forced: boolean;
	/** Of the source or measurement that was asked for. */
	selected: boolean;
	/** The measurement's page. */
	href: string;
}

export interface RegionList {
	image: { id: number; name: string };
	ra: number;
	dec: number;
	radiusDeg: number;
	regions: Region[];
}

/** What the sky view draws around a position. */
export interface SkyAround {
	/** Those that cover the position first, in the operator's order; then the others. */
	surveys: (Pick<HipsSurvey, 'name' | 'url'> & { covers: boolean })[];
	/** Whose footprint holds the position, the latest first. */
	images: SkyImage[];
	/** More than these cover the position. */
	imagesLeftOut: boolean;
	objects: SkyAroundObject[];
	/** There are more objects than these. */
	objectsLeftOut: boolean;
}

export interface SkyImage {
	id: number;
	name: string;
	datetime: Date;
	frequencyMhz: number;
	/** Corner by corner, degrees ICRS. */
	footprint: { ra: number; dec: number }[];
}

export interface SkyAroundObject {
	id: string;
	name: string;
	ra: number;
	dec: number;
}
