import { BadFits } from './badFits.ts';
import type { ByteSource } from './fitsMap.ts';
import { asciiText, BLOCK_BYTES, scanHeader, type FitsHeader } from './header.ts';
import { dataBytes } from './imageShape.ts';

/** One header and data unit of a file. */
export interface FitsUnit {
	cards: FitsHeader;
	/** Where its data starts. */
	dataOffset: number;
}

/**
 * The unit that holds the image (spec/pipeline.md §2.1): the first extension when that is a tile-compressed image, else the
 * primary unit. Where the primary unit is empty, the first extension with an image.
 * @throws BadFits
 */
export function imageUnit(source: ByteSource): FitsUnit {
	refuseOtherFormats(source);
	const primary = unitAt(source, 0);
	let unit = followingUnit(source, primary);
	if (unit !== null && isTiled(unit.cards)) return unit;
	if (dataBytes(primary.cards) > 0) return primary;
	while (unit !== null && !holdsImage(unit.cards)) unit = followingUnit(source, unit);
	if (unit !== null) return unit;
	throw new BadFits(
		'There is no image in the file: the primary unit and its extensions hold none.'
	);
}

/** A binary table whose rows are the tiles of an image (FITS standard 4.0 §10.1). */
export function isTiled(cards: FitsHeader): boolean {
	return cards.isTrue('ZIMAGE');
}

function holdsImage(cards: FitsHeader): boolean {
	return isTiled(cards) || (cards.text('XTENSION') === 'IMAGE' && dataBytes(cards) > 0);
}

function refuseOtherFormats(source: ByteSource): void {
	if (source.bytes === 0) throw new BadFits('The file is empty.');
	const bytes = source.read(0, Math.min(9, source.bytes));
	if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
		throw new BadFits('The file is packed with gzip: unpack it first.');
	}
	if (!'SIMPLE  ='.startsWith(asciiText(bytes, 0, bytes.length))) {
		throw new BadFits('The file does not start with SIMPLE: it is not a FITS file.');
	}
}

/** 36 864 cards: headers with thousands of HISTORY cards exist. Beyond this it is no header. */
const LONGEST_HEADER = BLOCK_BYTES * 1024;

function unitAt(source: ByteSource, offset: number): FitsUnit {
	const most = Math.min(LONGEST_HEADER, source.bytes - offset);
	for (let length = BLOCK_BYTES; ; length *= 4) {
		const bytes = source.read(offset, Math.min(length, most));
		const header = scanHeader(bytes, 0);
		if (header !== null) return { cards: header.cards, dataOffset: offset + header.end };
		if (length < most) continue;
		throw new BadFits('The header has no END card: the file is truncated or is not a FITS file.');
	}
}

/** null behind the last unit; what follows it without being an extension (FITS standard §3.5) is left alone. */
function followingUnit(source: ByteSource, { cards, dataOffset }: FitsUnit): FitsUnit | null {
	const offset = dataOffset + Math.ceil(dataBytes(cards) / BLOCK_BYTES) * BLOCK_BYTES;
	if (offset + BLOCK_BYTES > source.bytes) return null;
	if (asciiText(source.read(offset, 9), 0, 9) !== 'XTENSION=') return null;
	return unitAt(source, offset);
}
