import { degreesOf } from './angleUnit.ts';
import {
	PLACE_FRAMES,
	type QueryDraft,
	type QueryProblem,
	type SourceQuery
} from './sourceQuery.ts';

/** Parts of the sky that a question names: circles and polygons. Degrees ICRS; positions are understood on the server. */

export type Refuse = (field: QueryProblem['field'], reason: string) => void;

/** What is searched around a position when no radius is given. */
export const DEFAULT_RADIUS = { radius: '10', unit: 'arcsec' } as const;
const MOST_PLACES = 500;
const MOST_CORNERS = 500;

export function readPlaces(
	said: Pick<QueryDraft, 'at' | 'frame' | 'radius' | 'radiusUnit'>,
	refuse: Refuse
): SourceQuery['places'] {
	const lines = said.at
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const frame = PLACE_FRAMES.find((known) => known === (said.frame || 'icrs'));
	if (!frame) refuse('frame', `A frame is one of ${PLACE_FRAMES.join(', ')}.`);
	const radiusDeg = readRadius(said, refuse);
	if (lines.length > MOST_PLACES)
		refuse('at', `${lines.length} positions are too many: at most ${MOST_PLACES} at once.`);
	const long = lines.findIndex((line) => line.length > 200);
	if (long >= 0) refuse('at', `Line ${long + 1}: a position has at most 200 characters.`);
	if (!frame || radiusDeg === null || lines.length > MOST_PLACES || long >= 0) return [];
	return lines.map((line) => ({ said: line, frame, radiusDeg }));
}

function readRadius(
	{ radius, radiusUnit }: Pick<QueryDraft, 'radius' | 'radiusUnit'>,
	refuse: Refuse
): number | null {
	const angle = Number(radius || DEFAULT_RADIUS.radius);
	const radiusDeg = degreesOf(angle, radiusUnit || DEFAULT_RADIUS.unit);
	if (radiusDeg === null) {
		refuse('radiusUnit', 'A radius is in arcsec, arcmin or deg.');
		return null;
	}
	if (radiusDeg > 0 && radiusDeg <= 180) return radiusDeg;
	refuse('radius', 'A radius is a number above 0 and at most 180°.');
	return null;
}

/** Corners as `ra dec, ra dec, …` or one a line, also as `polygon(…)` of DS9 or `POLYGON ICRS …` of STC-S. */
export function readCorners(said: string, refuse: Refuse): SourceQuery['polygon'] {
	if (said === '') return [];
	const plain = said.replace(/^\s*polygon\s*(?:icrs|fk5)?/i, '').replace(/[()\u2212]/g, plainSign);
	const numbers = plain.split(/[\s,;]+/).filter((word) => word !== '');
	const wrong = numbers.find((word) => !Number.isFinite(Number(word)));
	if (wrong !== undefined) {
		refuse(
			'polygon',
			`“${wrong.slice(0, 40)}” is not a number: give corners as RA and Dec in degrees.`
		);
		return [];
	}
	if (numbers.length % 2 === 1) {
		refuse('polygon', 'The last corner has no Dec: give corners as RA and Dec in degrees.');
		return [];
	}
	const corners = Array.from({ length: numbers.length / 2 }, (_, i) => ({
		ra: Number(numbers[2 * i]),
		dec: Number(numbers[2 * i + 1])
	}));
	const problem = cornersProblem(corners);
	if (problem === null) return corners;
	refuse('polygon', problem);
	return [];
}

function plainSign(sign: string): string {
	return sign === '\u2212' ? '-' : ' ';
}

function cornersProblem(corners: SourceQuery['polygon']): string | null {
	if (corners.length < 3) return 'A polygon has at least 3 corners.';
	if (corners.length > MOST_CORNERS) return `A polygon has at most ${MOST_CORNERS} corners here.`;
	const at = corners.findIndex(({ ra, dec }) => !(ra >= 0 && ra <= 360 && dec >= -90 && dec <= 90));
	if (at < 0) return null;
	return `Corner ${at + 1} is not on the sky: RA lies from 0° to 360°, Dec from −90° to 90°.`;
}
