const CARD_LENGTH = 80;
const BLOCK_LENGTH = 2880;

/** One 80-character record of a FITS header (FITS standard 4.0 §4.2, fixed format). */
export type Card = string;

export function textCard(key: string, text: string, comment = ''): Card {
	// A quote inside the text is doubled; the closing quote stands in column 20 or later.
	return card(key, `'${text.replaceAll("'", "''").padEnd(8)}'`.padEnd(20), comment);
}

export function integerCard(key: string, integer: number, comment = ''): Card {
	return card(key, integer.toFixed(0).padStart(20), comment);
}

/** Thirteen significant digits: 1e-9 arcsec on a coordinate. */
export function realCard(key: string, value: number, comment = ''): Card {
	const [mantissa, power] = value.toExponential(12).split('e');
	const digits = power.slice(1).padStart(2, '0');
	return card(key, `${mantissa}E${power[0]}${digits}`.padStart(20), comment);
}

export function logicalCard(key: string, value: 'T' | 'F', comment = ''): Card {
	return card(key, value.padStart(20), comment);
}

function card(key: string, field: string, comment: string): Card {
	const text = `${key.padEnd(8)}= ${field}${comment === '' ? '' : ` / ${comment}`}`;
	return text.slice(0, CARD_LENGTH).padEnd(CARD_LENGTH);
}

/**
 * A FITS file of one image: the cards as given (SIMPLE, BITPIX −32 and NAXISn among them), END, blanks up to the block, then the
 * pixels as big-endian float32, zeros up to the block. NaN is written as NaN.
 */
export function writeFitsImage(cards: Card[], pixels: Float32Array): Uint8Array {
	const header = paddedLength((cards.length + 1) * CARD_LENGTH);
	const bytes = new Uint8Array(header + paddedLength(pixels.length * 4));
	const text = [...cards, 'END'.padEnd(CARD_LENGTH)].join('').padEnd(header);
	for (let i = 0; i < header; i += 1) bytes[i] = text.charCodeAt(i);
	writeBigEndian(pixels, bytes, header);
	return bytes;
}

function paddedLength(length: number): number {
	return Math.ceil(length / BLOCK_LENGTH) * BLOCK_LENGTH;
}

function writeBigEndian(pixels: Float32Array, bytes: Uint8Array, offset: number): void {
	const view = new DataView(bytes.buffer, offset);
	for (let i = 0; i < pixels.length; i += 1) view.setFloat32(i * 4, pixels[i], false);
}
