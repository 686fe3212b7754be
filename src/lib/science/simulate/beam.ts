import { DEG } from '../sky/angles.ts';

/** An elliptical Gaussian: full widths at half maximum in arcsec, position angle in degrees from north through east. */
export interface Ellipse {
	majorArcsec: number;
	minorArcsec: number;
	paDeg: number;
}

/** Covariance of a Gaussian on the pixel grid, pixels². x runs west, y north. */
export interface Covariance {
	xx: number;
	xy: number;
	yy: number;
}

/** FWHM² of a Gaussian of unit variance. */
const FWHM2 = 8 * Math.LN2;

export function covarianceOf(ellipse: Ellipse, pixelArcsec: number): Covariance {
	const major = (ellipse.majorArcsec / pixelArcsec) ** 2 / FWHM2;
	const minor = (ellipse.minorArcsec / pixelArcsec) ** 2 / FWHM2;
	// The major axis points along (−sin PA, cos PA): east is towards smaller x.
	const sin = Math.sin(ellipse.paDeg * DEG);
	const cos = Math.cos(ellipse.paDeg * DEG);
	return {
		xx: major * sin * sin + minor * cos * cos,
		xy: (minor - major) * sin * cos,
		yy: major * cos * cos + minor * sin * sin
	};
}

/** What the beam makes of a round Gaussian source of the given FWHM. */
export function broadened(beam: Ellipse, sizeArcsec: number): Ellipse {
	return {
		majorArcsec: Math.hypot(beam.majorArcsec, sizeArcsec),
		minorArcsec: Math.hypot(beam.minorArcsec, sizeArcsec),
		paDeg: beam.paDeg
	};
}

/** Solid angle of one ellipse in units of another's. */
export function areaRatio(ellipse: Ellipse, beam: Ellipse): number {
	return (ellipse.majorArcsec * ellipse.minorArcsec) / (beam.majorArcsec * beam.minorArcsec);
}
