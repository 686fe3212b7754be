import { DEG } from '../sky/angles.ts';
import type { Random } from '../stats/random.ts';
import { areaRatio, broadened, type Ellipse } from './beam.ts';
import type { Observation } from './schedule.ts';

/** One fitted Gaussian as Selavy lists it: positions in degrees, everything else in the units of its columns (arcsec, mJy). */
export interface Component {
	island: string;
	ra: number;
	dec: number;
	raErr: number;
	decErr: number;
	frequencyMhz: number;
	fluxPeak: number;
	fluxPeakErr: number;
	fluxInt: number;
	fluxIntErr: number;
	fitted: Ellipse;
	majorErr: number;
	minorErr: number;
	paErr: number;
	deconvolved: Ellipse;
	chiSquared: number;
	rmsFit: number;
	spectralIndex: number;
	spectralIndexErr: number;
	rms: number;
}

/** What is on the sky at a place, before noise. */
export interface Emission {
	island: string;
	ra: number;
	dec: number;
	sizeArcsec: number;
	spectralIndex: number;
	/** In this image, mJy/beam. */
	peakMjy: number;
}

/**
 * A Gaussian fit to an emission. The peak's error is the image's own noise at that pixel, so that catalogue and pixels tell the
 * same story; position and size scatter by about 0.6 FWHM / SNR (Condon 1997, §3), plus the image's astrometric error.
 */
export function fitComponent(
	emission: Emission,
	observation: Observation,
	{ noiseMjy, rmsMjy }: { noiseMjy: number; rmsMjy: number },
	random: Random
): Component {
	const { beam, band } = observation;
	const fluxPeak = emission.peakMjy + noiseMjy;
	const snr = fluxPeak / rmsMjy;
	const spread = 0.6 / snr;
	const fitted = fitEllipse(broadened(beam, emission.sizeArcsec), spread, random);
	const raErr = beam.majorArcsec * spread;
	const decErr = beam.minorArcsec * spread;
	const eastArcsec = observation.raOffsetArcsec + raErr * random.normal();
	const northArcsec = observation.decOffsetArcsec + decErr * random.normal();
	const fluxInt = fluxPeak * areaRatio(fitted, beam);
	return {
		island: emission.island,
		ra: emission.ra + eastArcsec / 3600 / Math.cos(emission.dec * DEG),
		dec: emission.dec + northArcsec / 3600,
		raErr,
		decErr,
		frequencyMhz: band.frequencyMhz,
		fluxPeak,
		fluxPeakErr: rmsMjy,
		fluxInt,
		fluxIntErr: Math.abs(fluxInt) * Math.hypot(1 / snr, 2 * spread),
		fitted,
		majorErr: fitted.majorArcsec * spread,
		minorErr: fitted.minorArcsec * spread,
		paErr: Math.min(90, (spread * 60) / (fitted.majorArcsec / fitted.minorArcsec - 1 + spread)),
		deconvolved: deconvolve(emission.sizeArcsec, beam, spread),
		chiSquared: 20 * (1 + 0.3 * random.normal()) ** 2,
		rmsFit: rmsMjy * random.between(0.6, 1.4),
		spectralIndex: emission.spectralIndex + 2 * spread * random.normal(),
		spectralIndexErr: 2 * spread,
		rms: rmsMjy
	};
}

/** Axes scatter, never below three quarters of the truth: a fitter does not return less than the beam by much. */
function fitEllipse(truth: Ellipse, spread: number, random: Random): Ellipse {
	const scatter = () => Math.max(0.75, 1 + spread * random.normal());
	const a = truth.majorArcsec * scatter();
	const b = truth.minorArcsec * scatter();
	const turned = a < b ? 90 : 0;
	const paDeg = truth.paDeg + turned + 10 * spread * random.normal();
	return {
		majorArcsec: Math.max(a, b),
		minorArcsec: Math.min(a, b),
		paDeg: ((paDeg % 180) + 180) % 180
	};
}

/** Sizes below what the signal-to-noise ratio can resolve come out as 0. */
function deconvolve(sizeArcsec: number, beam: Ellipse, spread: number): Ellipse {
	const limit = beam.minorArcsec * Math.sqrt(spread);
	const size = sizeArcsec > limit ? sizeArcsec : 0;
	return { majorArcsec: size, minorArcsec: size, paDeg: 0 };
}
