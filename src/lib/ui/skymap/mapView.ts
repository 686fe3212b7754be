import {
	AITOFF_HALF_HEIGHT,
	AITOFF_HALF_WIDTH,
	aitoff,
	zenithal,
	type SkyProjection
} from '#science/sky/projection.ts';

/** What a map shows: around a position, so many degrees from side to side. */
export interface MapView {
	ra: number;
	dec: number;
	fovDeg: number;
}

/** The map's sheet, CSS pixels. */
export interface MapSize {
	width: number;
	height: number;
}

/** From here on the whole sky is shown. */
const WHOLE_FROM = 150;
const WIDEST = 2 * AITOFF_HALF_WIDTH + 4;
const NARROWEST = 0.02;

export const WHOLE_SKY: MapView = { ra: 0, dec: 0, fovDeg: WIDEST };

export const isWhole = ({ fovDeg }: MapView) => fovDeg >= WHOLE_FROM;

/** From positions to pixels of the sheet and back. */
export interface Sheet {
	toSheet: (ra: number, dec: number) => { left: number; top: number } | null;
	toSky: (left: number, top: number) => { ra: number; dec: number } | null;
	/** Pixels of a degree at the centre. */
	perDeg: number;
}

export function sheetOf(view: MapView, { width, height }: MapSize): Sheet {
	const projection: SkyProjection = isWhole(view) ? aitoff(view.ra) : zenithal(view.ra, view.dec);
	const perDeg = isWhole(view)
		? Math.min(width / WIDEST, height / (2 * AITOFF_HALF_HEIGHT + 4))
		: width / view.fovDeg;
	return {
		perDeg,
		toSheet(ra, dec) {
			const at = projection.toMap(ra, dec);
			return at && { left: width / 2 + at.x * perDeg, top: height / 2 - at.y * perDeg };
		},
		toSky: (left, top) => projection.toSky((left - width / 2) / perDeg, (height / 2 - top) / perDeg)
	};
}

/** Moves the sky by so many pixels of the sheet. Of the whole sky only the right ascension in the middle changes. */
export function panned(view: MapView, size: MapSize, right: number, down: number): MapView {
	const sheet = sheetOf(view, size);
	const centre = sheet.toSky(size.width / 2 - right, size.height / 2 - (isWhole(view) ? 0 : down));
	if (!centre) return view;
	// At the pole itself no right ascension is up.
	const dec = Math.max(-89.9, Math.min(89.9, centre.dec));
	return { ...view, ra: centre.ra, dec: isWhole(view) ? 0 : dec };
}

/** Zooms by a factor (above 1: nearer); what is at a place of the sheet stays there. */
export function zoomed(
	view: MapView,
	size: MapSize,
	factor: number,
	at = { left: size.width / 2, top: size.height / 2 }
): MapView {
	const fovDeg = Math.max(NARROWEST, Math.min(WIDEST, view.fovDeg / factor));
	const held = sheetOf(view, size).toSky(at.left, at.top);
	if (fovDeg >= WHOLE_FROM) return { ra: view.ra, dec: 0, fovDeg: WIDEST };
	if (!held) return isWhole(view) ? view : { ...view, fovDeg };
	if (isWhole(view)) return { ...held, fovDeg: Math.min(fovDeg, WHOLE_FROM - 30) };
	const nearer = { ...view, fovDeg };
	const now = sheetOf(nearer, size).toSheet(held.ra, held.dec);
	return now ? panned(nearer, size, at.left - now.left, at.top - now.top) : nearer;
}

/** The view that shows all of these positions with some room around; the whole sky when they are far apart. */
export function viewOf(positions: { ra: number; dec: number }[], room = 1.25): MapView {
	if (positions.length === 0) return WHOLE_SKY;
	const vectors = positions.map(({ ra, dec }) => {
		const [a, d] = [(ra * Math.PI) / 180, (dec * Math.PI) / 180];
		return [Math.cos(d) * Math.cos(a), Math.cos(d) * Math.sin(a), Math.sin(d)];
	});
	const mean = [0, 1, 2].map((axis) => vectors.reduce((sum, v) => sum + v[axis], 0));
	const length = Math.hypot(...mean);
	if (length < 0.2 * vectors.length) return WHOLE_SKY;
	const middle = mean.map((part) => part / length);
	const farthest = Math.max(
		...vectors.map((v) =>
			Math.acos(Math.min(1, v[0] * middle[0] + v[1] * middle[1] + v[2] * middle[2]))
		)
	);
	const fovDeg = Math.max(NARROWEST, ((2 * farthest * 180) / Math.PI) * room);
	if (fovDeg >= WHOLE_FROM) return WHOLE_SKY;
	const ra = (Math.atan2(middle[1], middle[0]) * 180) / Math.PI;
	return { ra: (ra + 360) % 360, dec: (Math.asin(middle[2]) * 180) / Math.PI, fovDeg };
}

/** How far the corners of the sheet are from its middle, degrees; 180 for the whole sky. */
export function reachDeg(view: MapView, { width, height }: MapSize): number {
	if (isWhole(view)) return 180;
	return Math.min(179, (Math.hypot(1, height / width) / 2) * view.fovDeg * 1.1 + 0.001);
}
