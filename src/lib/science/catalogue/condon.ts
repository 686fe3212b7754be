import { DEG } from '../sky/angles.ts';

/** One fitted component; axes in arcsec, position angle in degrees, fluxes in mJy and mJy/beam. */
export interface FittedComponent {
	bmajArcsec: number;
	bminArcsec: number;
	paDeg: number;
	fluxPeak: number;
	fluxInt: number;
	snr: number;
	localRms: number;
}

/** errBmaj and errBmin come in degrees and errPa in radians although the axes are arcsec: the reference stores them so. */
export interface CondonErrors {
	/** Degrees. */
	raErr: number;
	decErr: number;
	errBmaj: number;
	errBmin: number;
	/** Radians, at most π. */
	errPa: number;
	fluxPeakErr: number;
	fluxIntErr: number;
}

const NONE: CondonErrors = {
	raErr: 0,
	decErr: 0,
	errBmaj: 0,
	errBmin: 0,
	errPa: 0,
	fluxPeakErr: 0,
	fluxIntErr: 0
};

/**
 * Errors of an elliptical Gaussian fit in correlated noise (Condon 1997, eqs. 21 and 41; spec/pipeline.md §3.3), without
 * calibration error, clean bias or floors. All 0 when any input that divides is 0; NaN goes through.
 * @param beam full widths of the restoring beam, degrees
 */
export function condonErrors(
	component: FittedComponent,
	beam: { bmaj: number; bmin: number }
): CondonErrors {
	const { fluxPeak, fluxInt, snr } = component;
	const major = component.bmajArcsec / 3600;
	const minor = component.bminArcsec / 3600;
	const divisors = [beam.bmaj, beam.bmin, major, minor, fluxPeak, fluxInt, snr, component.localRms];
	if (divisors.includes(0)) return NONE;

	// Effective signal-to-noise ratios: smoothing exponents per axis, eq. 41.
	const scale = ((major * minor) / (4 * beam.bmaj * beam.bmin)) * snr * snr;
	const majorSmoothing = 1 + (beam.bmaj / major) ** 2;
	const minorSmoothing = 1 + (beam.bmin / minor) ** 2;
	const rho = (a: number, b: number) =>
		Math.sqrt(scale * majorSmoothing ** a * minorSmoothing ** b);
	const rhoMajor = rho(5 / 2, 1 / 2);
	const rhoMinor = rho(1 / 2, 5 / 2);
	const rhoFlux = rho(3 / 2, 3 / 2);

	// Position along the axes, turned to the sky, eq. 21.
	const sigmaMajor = major / (Math.sqrt(4 * Math.LN2) * rhoMajor);
	const sigmaMinor = minor / (Math.sqrt(4 * Math.LN2) * rhoMinor);
	const sin = Math.sin(component.paDeg * DEG);
	const cos = Math.cos(component.paDeg * DEG);

	const errBmaj = (Math.SQRT2 * major) / rhoMajor;
	const errBmin = (Math.SQRT2 * minor) / rhoMinor;
	const fluxPeakErr = Math.sqrt((2 * fluxPeak * fluxPeak) / (rhoFlux * rhoFlux));
	const shapeVariance =
		((beam.bmaj * beam.bmin) / (major * minor)) * ((errBmaj / major) ** 2 + (errBmin / minor) ** 2);
	return {
		raErr: Math.hypot(sigmaMajor * sin, sigmaMinor * cos),
		decErr: Math.hypot(sigmaMajor * cos, sigmaMinor * sin),
		errBmaj,
		errBmin,
		errPa: angleError(major, minor, rhoMinor),
		fluxPeakErr,
		fluxIntErr: Math.abs(fluxInt) * Math.sqrt((fluxPeakErr / fluxPeak) ** 2 + shapeVariance)
	};
}

/** Radians; a round component has no position angle, hence π. */
function angleError(major: number, minor: number, rhoMinor: number): number {
	if (major <= minor) return Math.PI;
	const error = (2 * ((major * minor) / (major * major - minor * minor))) / rhoMinor;
	return error > Math.PI ? Math.PI : error;
}
