import type { CardValue, FitsHeader } from './header.ts';
import { integerCard, logicalCard, realCard, textCard, type Card } from './writeImage.ts';

/** A rectangle of an image; the corner counts from 0 and may lie off it. */
export interface Section {
	x: number;
	y: number;
	nx: number;
	ny: number;
}

/** What describes the bytes of the whole file, not the picture: sizes, scaling, sums, extensions. */
const OF_THE_FILE =
	/^(?:SIMPLE|XTENSION|BITPIX|NAXIS\d*|EXTEND|EXTNAME|EXTVER|PCOUNT|GCOUNT|BZERO|BSCALE|BLANK|CHECKSUM|DATASUM|DATAMIN|DATAMAX|WCSAXES|CRPIX[12])$/;
/** World coordinates of the axes that a section has not: frequency and polarisation. */
const OF_OTHER_AXES =
	/^(?:(?:CTYPE|CRVAL|CRPIX|CDELT|CUNIT|CROTA|CNAME|CRDER|CSYER)[3-9]|(?:PC|CD)0*[3-9]_?\d+|(?:PC|CD)0*[12]_0*[3-9]|PC00[12]00[3-9]|P[VS][3-9]_\d+)$/;
const LONGEST_TEXT = 60;

/**
 * Header cards of a section as an image of its own, float32, two axes: the reference pixel moves by the corner (FITS standard
 * 4.0 §8.1), all else that describes the picture stays, beam and unit among it.
 */
export function sectionCards(header: FitsHeader, { x, y, nx, ny }: Section): Card[] {
	const kept = header
		.entries()
		.filter(([key]) => !OF_THE_FILE.test(key) && !OF_OTHER_AXES.test(key))
		.map(([key, value]) => cardOf(key, value));
	return [
		logicalCard('SIMPLE', 'T'),
		integerCard('BITPIX', -32),
		integerCard('NAXIS', 2),
		integerCard('NAXIS1', nx),
		integerCard('NAXIS2', ny),
		integerCard('WCSAXES', 2),
		realCard('CRPIX1', (header.number('CRPIX1') ?? 0) - x),
		realCard('CRPIX2', (header.number('CRPIX2') ?? 0) - y),
		...kept
	];
}

function cardOf(key: string, value: CardValue): Card {
	if (typeof value === 'boolean') return logicalCard(key, value ? 'T' : 'F');
	if (typeof value === 'string') return textCard(key, value.slice(0, LONGEST_TEXT));
	const isWhole = Number.isInteger(value) && Math.abs(value) < 1e15;
	return isWhole ? integerCard(key, value) : realCard(key, value);
}
