import { hash32, type Random } from '../stats/random.ts';
import { mjdFromMs, msFromMjd } from '../sky/time.ts';
import type { Ellipse } from './beam.ts';
import { fieldCentres, type Field } from './footprint.ts';

export interface Band {
	frequencyMhz: number;
	bandwidthMhz: number;
	/** Typical major axis of the beam, FWHM. */
	beamArcsec: number;
	/** Noise at the field centre, mJy/beam. */
	rmsMjy: number;
	/** Celestial frame of the images: both kinds are met in practice. */
	frame: 'FK5' | 'ICRS';
}

export const BANDS: Band[] = [
	{ frequencyMhz: 887.5, bandwidthMhz: 288, beamArcsec: 15, rmsMjy: 0.22, frame: 'FK5' },
	{ frequencyMhz: 1367.5, bandwidthMhz: 144, beamArcsec: 11, rmsMjy: 0.18, frame: 'ICRS' }
];

export interface SurveyOptions {
	/** Dates. Each images one field in every band. */
	epochs: number;
	sources: number;
	npix: number;
	seed: number;
	fields?: number;
	bands?: Band[];
	/** 'noise' leaves the sources out of the pixels (not out of the catalogues): for benchmarks. */
	pixels?: 'full' | 'noise';
}

/** One image to be taken. */
export interface Observation {
	/** Base name of its files, unique to this survey. Sorts by epoch. */
	name: string;
	/** From 0. */
	epoch: number;
	field: Field;
	band: Band;
	mjd: number;
	beam: Ellipse;
	/** Measured flux over true flux. */
	gain: number;
	/** Noise over the usual noise. */
	noiseFactor: number;
	/** Astrometric error of the image. */
	raOffsetArcsec: number;
	decOffsetArcsec: number;
	catalogue: 'txt' | 'csv' | 'xml';
}

export interface Schedule {
	fields: Field[];
	bands: Band[];
	/** MJD of each epoch. */
	dates: number[];
	observations: Observation[];
	badEpoch: number | null;
	/** First epoch on the new flux scale. */
	stepEpoch: number | null;
}

const FIRST_MJD = 60_310;
/** However many epochs, they are spread over this: ESEs last weeks to months. */
export const SPAN_DAYS = 345;
export const BAD_GAIN = 0.72;
export const BAD_NOISE = 2.5;
export const STEP_GAIN = 1.1;
const HOURS_BETWEEN_BANDS = 1;

/**
 * The survey's images: epoch i visits field i mod n in all bands, an hour apart. Fields overlap so much that a source in the
 * middle gets one point per epoch and band, while one at the edge is seen in some fields only; no more than
 * epochs × bands images are needed for full light curves.
 */
export function schedule(options: SurveyOptions, random: Random): Schedule {
	const bands = options.bands ?? BANDS;
	const fields = fieldCentres(Math.min(options.fields ?? 4, options.epochs), options.npix);
	const dates = epochDates(options.epochs, random.fork('dates'));
	const hasSystematics = options.epochs >= 3;
	const badEpoch = hasSystematics ? Math.round(0.4 * (options.epochs - 1)) : null;
	const stepEpoch = hasSystematics ? Math.round(0.7 * options.epochs) : null;
	const firstBlock = 30_000 + (hash32(JSON.stringify({ ...options, bands })) % 60_000);
	const observations = dates.flatMap((mjd, epoch) =>
		bands.map((band, b): Observation => {
			const index = epoch * bands.length + b;
			const field = fields[epoch % fields.length];
			const isBad = epoch === badEpoch && b === 0;
			const stepped = stepEpoch !== null && epoch >= stepEpoch ? STEP_GAIN : 1;
			return {
				name: observationName(epoch, options.epochs, field, band, firstBlock + index),
				epoch,
				field,
				band,
				mjd: wholeMilliseconds(mjd + (b * HOURS_BETWEEN_BANDS) / 24),
				catalogue: CATALOGUE_CYCLE[index % CATALOGUE_CYCLE.length],
				noiseFactor: isBad ? BAD_NOISE : 1,
				...conditions(band, (isBad ? BAD_GAIN : 1) * stepped, random.fork(`conditions ${index}`))
			};
		})
	);
	return { fields, bands, dates, observations, badEpoch, stepEpoch };
}

/** Mostly text, as Selavy writes, with CASDA's other two forms in between. */
const CATALOGUE_CYCLE = ['txt', 'txt', 'csv', 'txt', 'txt', 'xml'] as const;

/** Evenly spaced with a fifth of the cadence of scatter, at any time of the day. */
function epochDates(epochs: number, random: Random): number[] {
	const cadence = epochs > 1 ? SPAN_DAYS / (epochs - 1) : SPAN_DAYS;
	return Array.from({ length: epochs }, (_, i) => {
		const scatter = Math.min(0.2 * cadence, 3) * random.between(-1, 1);
		return wholeMilliseconds(FIRST_MJD + i * cadence + scatter);
	});
}

/** A header's DATE-OBS holds milliseconds; the light curve must be sampled at that very time. */
function wholeMilliseconds(mjd: number): number {
	return mjdFromMs(Math.round(msFromMjd(mjd)));
}

/** Scheduling-block numbers come from the survey's options, so that images of two surveys do not share names. */
function observationName(
	epoch: number,
	epochs: number,
	field: Field,
	band: Band,
	block: number
): string {
	const digits = Math.max(2, String(epochs).length);
	const number = String(epoch + 1).padStart(digits, '0');
	return `epoch${number}_field${field.name}_${Math.trunc(band.frequencyMhz)}MHz_SB${block}`;
}

function conditions(band: Band, systematicGain: number, random: Random) {
	const majorArcsec = band.beamArcsec * random.between(0.94, 1.12);
	return {
		beam: {
			majorArcsec,
			minorArcsec: majorArcsec * random.between(0.78, 0.95),
			paDeg: random.between(-90, 90)
		},
		gain: systematicGain * (1 + 0.01 * random.normal()),
		raOffsetArcsec: 0.12 * random.normal(),
		decOffsetArcsec: 0.12 * random.normal()
	};
}
