import { BadFits } from './badFits.ts';
import type { FitsHeader } from './header.ts';

export type Bitpix = 8 | 16 | 32 | 64 | -32 | -64;
const BITPIX_VALUES: readonly Bitpix[] = [8, 16, 32, 64, -32, -64];

/** How stored numbers become physical ones: bscale·stored + bzero; integers equal to `blank` are NaN. */
export interface PixelCoding {
	bitpix: Bitpix;
	bscale: number;
	bzero: number;
	blank: number | null;
}

/** A two-dimensional image as its header describes it; axes of length one are dropped. */
export interface ImageShape extends PixelCoding {
	header: FitsHeader;
	nx: number;
	ny: number;
}

/** @throws BadFits naming the keyword, for a cube and for what is no image */
export function imageShape(header: FitsHeader): ImageShape {
	const naxis = wholeNumber(header, 'NAXIS');
	if (naxis < 2) throw new BadFits(`The image has ${naxis} axis, where two are needed.`, 'NAXIS');
	for (let axis = 3; axis <= naxis; axis++) {
		const planes = wholeNumber(header, `NAXIS${axis}`);
		if (planes === 1) continue;
		throw new BadFits(
			`The image has ${planes} planes along axis ${axis}: give one file per plane.`,
			`NAXIS${axis}`
		);
	}
	const bitpix = readBitpix(header);
	return {
		header,
		nx: wholeNumber(header, 'NAXIS1'),
		ny: wholeNumber(header, 'NAXIS2'),
		bitpix,
		bscale: scaling(header, 'BSCALE', 1),
		bzero: scaling(header, 'BZERO', 0),
		// FITS standard §4.4.2.5: only integers have one; floats have NaN.
		blank: bitpix > 0 ? header.number('BLANK') : null
	};
}

/** FITS standard §4.4.1: no array has more axes. */
const MOST_AXES = 999;

/** Size of a data unit in bytes, without its padding (FITS standard §4.4.1, eq. 2; GCOUNT is 1 for all but the deprecated random groups). */
export function dataBytes(cards: FitsHeader): number {
	const naxis = wholeNumber(cards, 'NAXIS');
	if (naxis === 0) return 0;
	if (naxis > MOST_AXES) {
		throw new BadFits(`NAXIS is ${naxis}, where ${MOST_AXES} is the most.`, 'NAXIS');
	}
	let elements = 1;
	for (let axis = 1; axis <= naxis; axis++) elements *= wholeNumber(cards, `NAXIS${axis}`);
	const heap = cards.has('PCOUNT') ? wholeNumber(cards, 'PCOUNT') : 0;
	return (Math.abs(readBitpix(cards)) / 8) * (heap + elements);
}

/** @throws BadFits when the file ends before the data it promises, or the promise is beyond counting */
export function refuseTruncated(promised: number, present: number, what: string): void {
	if (promised <= present) return;
	throw new BadFits(
		`The file is truncated: its header promises ${promised} bytes of ${what}, but only ${Math.max(0, present)} are there.`
	);
}

/** @throws BadFits naming the keyword when its value is missing, no whole number or below 0 */
export function wholeNumber(cards: FitsHeader, key: string): number {
	const value = cards.number(key);
	if (value !== null && Number.isSafeInteger(value) && value >= 0) return value;
	throw new BadFits(
		`${key} is ${cards.shown(key) ?? 'missing'}, where a whole number is needed.`,
		key
	);
}

function readBitpix(cards: FitsHeader): Bitpix {
	const value = cards.number('BITPIX');
	const known = BITPIX_VALUES.find((bitpix) => bitpix === value);
	if (known !== undefined) return known;
	throw new BadFits(
		`BITPIX is ${cards.shown('BITPIX') ?? 'missing'}, which the FITS standard does not know.`,
		'BITPIX'
	);
}

function scaling(cards: FitsHeader, key: string, usual: number): number {
	const value = cards.number(key);
	if (value !== null) return value;
	if (!cards.has(key)) return usual;
	throw new BadFits(`${key} is ${cards.shown(key)}, where a number is needed.`, key);
}
