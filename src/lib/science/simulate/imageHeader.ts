import { msFromMjd } from '../sky/time.ts';
import {
	type Card,
	integerCard,
	logicalCard,
	realCard,
	textCard,
	writeFitsImage
} from '../fits/writeImage.ts';
import { type FitsHeader, readHeader } from '../fits/header.ts';
import { PIXEL_ARCSEC } from './footprint.ts';
import type { Observation } from './schedule.ts';

const INTEGRATION_SECONDS = 720;
/** ITRF position of the array, m. */
const OBSERVATORY = [-2_556_743.7, 5_097_440.4, -2_847_749.7];

/**
 * Header of an ASKAP continuum image: four axes, SIN projection. The two band frames also differ in the order of their FREQ and
 * STOKES axes, as CASA's and ASKAPsoft's images do.
 */
export function imageCards(observation: Observation, npix: number): Card[] {
	const { beam, field } = observation;
	return [
		logicalCard('SIMPLE', 'T', 'Standard FITS'),
		integerCard('BITPIX', -32, 'Floating point (32 bit)'),
		integerCard('NAXIS', 4),
		...[npix, npix, 1, 1].map((n, i) => integerCard(`NAXIS${i + 1}`, n)),
		logicalCard('EXTEND', 'T'),
		realCard('BSCALE', 1, 'PHYSICAL = PIXEL*BSCALE + BZERO'),
		realCard('BZERO', 0),
		realCard('BMAJ', beam.majorArcsec / 3600, 'Restoring beam, deg'),
		realCard('BMIN', beam.minorArcsec / 3600),
		realCard('BPA', beam.paDeg),
		textCard('BTYPE', 'Intensity'),
		textCard('OBJECT', `field ${field.name}`),
		textCard('BUNIT', 'Jy/beam', 'Brightness (pixel) unit'),
		...frameCards(observation),
		...skyAxisCards(observation, npix),
		...otherAxisCards(observation),
		...provenanceCards(observation)
	];
}

/** The same header as a reader sees it: positions are then drawn where the file says they are. */
export function parsedHeader(cards: Card[]): FitsHeader {
	return readHeader(writeFitsImage(cards, new Float32Array(0)), 0).cards;
}

function frameCards({ band }: Observation): Card[] {
	if (band.frame === 'ICRS') return [textCard('RADESYS', 'ICRS')];
	return [realCard('EQUINOX', 2000), textCard('RADESYS', 'FK5')];
}

/** As in ASKAP's images the reference pixel is NAXIS/2 + 1, the centre of the grid of an even number of pixels. */
function skyAxisCards({ field }: Observation, npix: number): Card[] {
	const axis = (number: number, type: string, value: number, step: number) => [
		textCard(`CTYPE${number}`, type),
		realCard(`CRVAL${number}`, value),
		realCard(`CDELT${number}`, step),
		realCard(`CRPIX${number}`, Math.floor(npix / 2) + 1),
		textCard(`CUNIT${number}`, 'deg')
	];
	return [
		realCard('LONPOLE', 180),
		realCard('LATPOLE', field.dec),
		realCard('PC1_1', 1),
		realCard('PC1_2', 0),
		realCard('PC2_1', 0),
		realCard('PC2_2', 1),
		...axis(1, 'RA---SIN', field.ra, -PIXEL_ARCSEC / 3600),
		...axis(2, 'DEC--SIN', field.dec, PIXEL_ARCSEC / 3600)
	];
}

function otherAxisCards({ band }: Observation): Card[] {
	const [frequencyAxis, stokesAxis] = band.frame === 'FK5' ? [3, 4] : [4, 3];
	return [
		textCard(`CTYPE${frequencyAxis}`, 'FREQ'),
		realCard(`CRVAL${frequencyAxis}`, band.frequencyMhz * 1e6),
		realCard(`CDELT${frequencyAxis}`, band.bandwidthMhz * 1e6),
		realCard(`CRPIX${frequencyAxis}`, 1),
		textCard(`CUNIT${frequencyAxis}`, 'Hz'),
		textCard(`CTYPE${stokesAxis}`, 'STOKES'),
		realCard(`CRVAL${stokesAxis}`, 1),
		realCard(`CDELT${stokesAxis}`, 1),
		realCard(`CRPIX${stokesAxis}`, 1),
		textCard('SPECSYS', 'TOPOCENT')
	];
}

function provenanceCards({ mjd, name }: Observation): Card[] {
	const date = new Date(Math.round(msFromMjd(mjd))).toISOString().slice(0, -1);
	return [
		textCard('TELESCOP', 'ASKAP'),
		textCard('OBSERVER', 'Caustic simulator'),
		textCard('DATE-OBS', date),
		textCard('TIMESYS', 'UTC'),
		realCard('DURATION', INTEGRATION_SECONDS, 'Integration, s'),
		textCard('STOKES', 'I'),
		...OBSERVATORY.map((metres, i) => realCard(`OBSGEO-${'XYZ'[i]}`, metres)),
		textCard('SBID', name.slice(name.lastIndexOf('SB') + 2)),
		textCard('ORIGIN', 'Caustic', 'A simulation: nothing here is a measurement')
	];
}
