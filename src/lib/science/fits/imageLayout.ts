import { BadFits } from './badFits.ts';
import { asciiText, BLOCK_BYTES, scanHeader, type FitsHeader } from './header.ts';

export type Bitpix = 8 | 16 | 32 | 64 | -32 | -64;
const BITPIX_VALUES: readonly Bitpix[] = [8, 16, 32, 64, -32, -64];

/** How stored numbers become physical ones: bscale·stored + bzero; integers equal to `blank` are NaN. */
export interface PixelCoding {
	bitpix: Bitpix;
	bscale: number;
	bzero: number;
	blank: number | null;
}

/** Where the pixels of a two-dimensional image lie in its file. Row y starts at dataOffset + y·nx·bytesPerPixel. */
export interface ImageLayout extends PixelCoding {
	header: FitsHeader;
	dataOffset: number;
	bytesPerPixel: number;
	nx: number;
	ny: number;
}

/**
 * Finds the image of a FITS file: the primary one or, where that is empty, the first extension.
 * Give the whole file, or its beginning together with the size of the file: then null means "read more of it and ask again".
 * Nothing is allocated for pixels, and a header that promises more than the file holds is refused here.
 * @throws BadFits
 */
export function imageLayout(bytes: Uint8Array): ImageLayout;
export function imageLayout(bytes: Uint8Array, fileBytes: number): ImageLayout | null;
export function imageLayout(bytes: Uint8Array, fileBytes = bytes.length): ImageLayout | null {
	refuseOtherFormats(bytes, fileBytes);
	let offset = 0;
	while (offset < fileBytes) {
		const header = scanHeader(bytes, offset);
		if (header === null) return needMore(bytes, fileBytes);
		const { cards, end } = header;
		refuseCompressed(cards);
		if (dataBytes(cards) > 0 && !isTable(cards)) return layoutOf(cards, end, fileBytes);
		offset = end + Math.ceil(dataBytes(cards) / BLOCK_BYTES) * BLOCK_BYTES;
	}
	throw new BadFits(
		'There is no image in the file: the primary unit and its extensions hold none.'
	);
}

function needMore(bytes: Uint8Array, fileBytes: number): null {
	if (bytes.length < fileBytes) return null;
	throw new BadFits('The header has no END card: the file is truncated or is not a FITS file.');
}

function refuseOtherFormats(bytes: Uint8Array, fileBytes: number): void {
	if (fileBytes === 0) throw new BadFits('The file is empty.');
	if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
		throw new BadFits('The file is packed with gzip: unpack it first.');
	}
	const start = asciiText(bytes, 0, Math.min(9, bytes.length));
	if (!'SIMPLE  ='.startsWith(start) && start !== 'SIMPLE  =') {
		throw new BadFits('The file does not start with SIMPLE: it is not a FITS file.');
	}
}

function refuseCompressed(cards: FitsHeader): void {
	if (!cards.isTrue('ZIMAGE')) return;
	throw new BadFits(
		'The image is tile-compressed, which is not supported yet: unpack it with funpack first.',
		'ZIMAGE'
	);
}

function isTable(cards: FitsHeader): boolean {
	const extension = cards.text('XTENSION');
	return extension !== null && extension !== 'IMAGE';
}

/** Size of a data unit in bytes, without its padding (FITS standard §4.4.1, eq. 2; GCOUNT is 1 for all but the deprecated random groups). */
function dataBytes(cards: FitsHeader): number {
	const naxis = wholeNumber(cards, 'NAXIS');
	if (naxis === 0) return 0;
	let elements = 1;
	for (let axis = 1; axis <= naxis; axis++) elements *= wholeNumber(cards, `NAXIS${axis}`);
	const heap = cards.has('PCOUNT') ? wholeNumber(cards, 'PCOUNT') : 0;
	return (Math.abs(readBitpix(cards)) / 8) * (heap + elements);
}

function layoutOf(cards: FitsHeader, dataOffset: number, fileBytes: number): ImageLayout {
	const naxis = wholeNumber(cards, 'NAXIS');
	if (naxis < 2) throw new BadFits(`The image has ${naxis} axis, where two are needed.`, 'NAXIS');
	for (let axis = 3; axis <= naxis; axis++) {
		const planes = wholeNumber(cards, `NAXIS${axis}`);
		if (planes === 1) continue;
		throw new BadFits(
			`The image has ${planes} planes along axis ${axis}: give one file per plane.`,
			`NAXIS${axis}`
		);
	}
	const bitpix = readBitpix(cards);
	const needed = dataBytes(cards);
	const present = fileBytes - dataOffset;
	if (needed > present) {
		throw new BadFits(
			`The file is truncated: its header promises ${needed} bytes of pixels, but only ${Math.max(0, present)} are there.`
		);
	}
	return {
		header: cards,
		dataOffset,
		bytesPerPixel: Math.abs(bitpix) / 8,
		nx: wholeNumber(cards, 'NAXIS1'),
		ny: wholeNumber(cards, 'NAXIS2'),
		bitpix,
		bscale: cards.number('BSCALE') ?? 1,
		bzero: cards.number('BZERO') ?? 0,
		blank: cards.number('BLANK')
	};
}

function readBitpix(cards: FitsHeader): Bitpix {
	const value = cards.number('BITPIX');
	const known = BITPIX_VALUES.find((bitpix) => bitpix === value);
	if (known !== undefined) return known;
	throw new BadFits(
		`BITPIX is ${value ?? 'missing'}, which the FITS standard does not know.`,
		'BITPIX'
	);
}

function wholeNumber(cards: FitsHeader, key: string): number {
	const value = cards.number(key);
	if (value !== null && Number.isSafeInteger(value) && value >= 0) return value;
	throw new BadFits(`${key} is ${value ?? 'missing'}, where a whole number is needed.`, key);
}
