import type { FitsHeader } from '../fits/header.ts';
import { DEG, DEG_PER_RAD, normaliseRa } from './angles.ts';
import { fk5ToIcrs, icrsToFk5 } from './frame.ts';
import { readCelestialAxes, type CelestialAxes } from './celestialAxes.ts';

/**
 * The celestial part of a header's world coordinates (Calabretta & Greisen 2002). Angles in degrees; pixels from 0, their
 * centres at whole numbers. `toPixel` and `toSky` stay in the header's own frame; a position of a source is ICRS and goes
 * through `icrsToPixel`. A position on the far side of the sky, or a pixel off the projected sphere, gives NaN.
 */
export interface CelestialWcs {
	frame: 'ICRS' | 'FK5';
	projection: 'SIN' | 'TAN';
	/** Projection-plane pixel scales of the two axes, degrees. */
	pixelScales: [number, number];
	toPixel(ra: number, dec: number): { x: number; y: number };
	toSky(x: number, y: number): { ra: number; dec: number };
	icrsToPixel(ra: number, dec: number): { x: number; y: number };
	pixelToIcrs(x: number, y: number): { ra: number; dec: number };
}

/**
 * Reads SIN or TAN coordinates with PC, CD, CDELT or CROTA2.
 * @throws BadFits naming the keyword, for other projections, slant SIN, FK4 and axes that are no RA and Dec.
 */
export function celestialWcs(header: FitsHeader): CelestialWcs {
	const axes = readCelestialAxes(header);
	const [[m11, m12], [m21, m22]] = axes.matrix;
	const toPixel = pixelProjector(axes);
	const toSky = skyProjector(axes);
	const isFk5 = axes.frame === 'FK5';
	return {
		frame: axes.frame,
		projection: axes.projection,
		pixelScales: [Math.sqrt(m11 * m11 + m21 * m21), Math.sqrt(m12 * m12 + m22 * m22)],
		toPixel,
		toSky,
		icrsToPixel(ra, dec) {
			if (!isFk5) return toPixel(ra, dec);
			const fk5 = icrsToFk5(ra, dec);
			return toPixel(fk5.ra, fk5.dec);
		},
		pixelToIcrs(x, y) {
			const sky = toSky(x, y);
			return isFk5 ? fk5ToIcrs(sky.ra, sky.dec) : sky;
		}
	};
}

/** Sky to pixel: direction cosines about the reference point (paper II, eqs. 5, 54 and 61), LONPOLE turn, inverse matrix. */
function pixelProjector(axes: CelestialAxes): CelestialWcs['toPixel'] {
	const { projection, crpix, crval } = axes;
	const [[m11, m12], [m21, m22]] = axes.matrix;
	const determinant = m11 * m22 - m12 * m21;
	const sin0 = Math.sin(crval[1] * DEG);
	const cos0 = Math.cos(crval[1] * DEG);
	const cosTurn = Math.cos(axes.turnDeg * DEG);
	const sinTurn = Math.sin(axes.turnDeg * DEG);
	return (ra, dec) => {
		const deltaRa = (ra - crval[0]) * DEG;
		const sinDec = Math.sin(dec * DEG);
		const cosDec = Math.cos(dec * DEG);
		const cosDelta = Math.cos(deltaRa);
		const east = cosDec * Math.sin(deltaRa);
		const north = sinDec * cos0 - cosDec * sin0 * cosDelta;
		const towards = sinDec * sin0 + cosDec * cos0 * cosDelta;
		if (!(towards > 0)) return { x: NaN, y: NaN };
		const scale = projection === 'TAN' ? DEG_PER_RAD / towards : DEG_PER_RAD;
		const u = (east * cosTurn - north * sinTurn) * scale;
		const v = (north * cosTurn + east * sinTurn) * scale;
		return {
			x: (m22 * u - m12 * v) / determinant + crpix[0] - 1,
			y: (m11 * v - m21 * u) / determinant + crpix[1] - 1
		};
	};
}

/** Pixel to sky, the inverse of the above. atan2 keeps full precision near the poles. */
function skyProjector(axes: CelestialAxes): CelestialWcs['toSky'] {
	const { projection, crpix, crval } = axes;
	const [[m11, m12], [m21, m22]] = axes.matrix;
	const sin0 = Math.sin(crval[1] * DEG);
	const cos0 = Math.cos(crval[1] * DEG);
	const cosTurn = Math.cos(axes.turnDeg * DEG);
	const sinTurn = Math.sin(axes.turnDeg * DEG);
	return (x, y) => {
		const i = x - (crpix[0] - 1);
		const j = y - (crpix[1] - 1);
		const u = (m11 * i + m12 * j) * DEG;
		const v = (m21 * i + m22 * j) * DEG;
		const square = u * u + v * v;
		if (projection === 'SIN' && !(square <= 1)) return { ra: NaN, dec: NaN };
		const towards = projection === 'TAN' ? 1 / Math.sqrt(1 + square) : Math.sqrt(1 - square);
		const shrink = projection === 'TAN' ? towards : 1;
		const east = (u * cosTurn + v * sinTurn) * shrink;
		const north = (v * cosTurn - u * sinTurn) * shrink;
		const axis = towards * cos0 - north * sin0;
		return {
			ra: normaliseRa(crval[0] + Math.atan2(east, axis) * DEG_PER_RAD),
			dec: Math.atan2(north * cos0 + towards * sin0, Math.hypot(east, axis)) * DEG_PER_RAD
		};
	};
}
