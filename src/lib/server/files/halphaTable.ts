import type { HalphaFrame } from '#science/ese/halpha.ts';
import { BadFits } from '#science/fits/badFits.ts';
import { BLOCK_BYTES, readHeader, type FitsHeader } from '#science/fits/header.ts';
import { dataBytes, refuseTruncated, wholeNumber } from '#science/fits/imageShape.ts';
import { fitsTableColumns, type FitsColumn } from './fitsTableColumns.ts';

/** A HEALPix map as a file has it. */
export interface HealpixTable {
	nside: number;
	isNested: boolean;
	frame: HalphaFrame;
	cells: Float64Array | null;
	values: Float64Array;
}

const FINEST_NSIDE = 4096;

/**
 * The first column of numbers of the HEALPix binary table of a FITS file: whole skies (one value or many a row) or parts of one
 * (INDXSCHM EXPLICIT, with a column PIXEL).
 * @throws BadFits naming the keyword
 */
export function readHealpixTable(bytes: Uint8Array): HealpixTable {
	const { cards, data } = healpixUnit(bytes);
	const nside = nsideOf(cards);
	const columns = fitsTableColumns(cards);
	const numbers = columns.filter(({ type }) => READERS.has(type));
	const isPart = (cards.text('INDXSCHM') ?? 'IMPLICIT').trim().toUpperCase() === 'EXPLICIT';
	const pixel = isPart ? numbers.find(({ name }) => /^(PIXEL|PIX)$/i.test(name)) : undefined;
	const value = numbers.find((column) => column !== pixel);
	if (isPart && !pixel)
		throw new BadFits('INDXSCHM is EXPLICIT, but there is no column PIXEL.', 'INDXSCHM');
	if (!value) throw new BadFits('The table has no column of numbers.', 'TFORM1');
	const values = columnOf(cards, data, value);
	const cells = pixel ? columnOf(cards, data, pixel) : null;
	const count = 12 * nside ** 2;
	if (!cells && values.length !== count)
		throw new BadFits(
			`NSIDE ${nside} has ${count} cells, but ${values.length} are there.`,
			'NSIDE'
		);
	if (cells?.some((cell) => !(cell >= 0 && cell < count)))
		throw new BadFits(`The column PIXEL has cells that NSIDE ${nside} has not.`, 'NSIDE');
	return { nside, isNested: isNested(cards), frame: frameOf(cards), cells, values };
}

function healpixUnit(bytes: Uint8Array): { cards: FitsHeader; data: Uint8Array } {
	for (let offset = 0; offset + BLOCK_BYTES <= bytes.length;) {
		const { cards, end } = readHeader(bytes, offset);
		const length = dataBytes(cards);
		if (cards.text('XTENSION') === 'BINTABLE' && cards.has('NSIDE')) {
			refuseTruncated(length, bytes.length - end, 'the table');
			return { cards, data: bytes.subarray(end, end + length) };
		}
		offset = end + Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
	}
	throw new BadFits(
		'There is no binary table with the keyword NSIDE: it is no HEALPix map.',
		'NSIDE'
	);
}

function nsideOf(cards: FitsHeader): number {
	const nside = wholeNumber(cards, 'NSIDE');
	if (nside >= 1 && nside <= FINEST_NSIDE && Number.isInteger(Math.log2(nside))) return nside;
	throw new BadFits(
		`NSIDE is ${nside}, where a power of two up to ${FINEST_NSIDE} is needed.`,
		'NSIDE'
	);
}

function isNested(cards: FitsHeader): boolean {
	const said = cards.text('ORDERING')?.trim().toUpperCase();
	if (said === 'RING') return false;
	if (said === 'NESTED' || said === 'NEST') return true;
	throw new BadFits(
		`ORDERING is ${cards.shown('ORDERING') ?? 'missing'}, where RING or NESTED is needed.`,
		'ORDERING'
	);
}

/** Without a word on it a map of our Galaxy is taken for one in galactic coordinates. */
function frameOf(cards: FitsHeader): HalphaFrame {
	const said = (cards.text('COORDSYS') ?? 'G').trim().toUpperCase();
	if (said.startsWith('G')) return 'galactic';
	if (said.startsWith('C') || said.startsWith('Q') || said === 'ICRS') return 'icrs';
	throw new BadFits(
		`COORDSYS is ${said}, where G (galactic) or C (celestial) is needed.`,
		'COORDSYS'
	);
}

type Reader = (view: DataView, at: number) => number;

const READERS = new Map<string, { bytes: number; read: Reader }>([
	['E', { bytes: 4, read: (view, at) => view.getFloat32(at) }],
	['D', { bytes: 8, read: (view, at) => view.getFloat64(at) }],
	['I', { bytes: 2, read: (view, at) => view.getInt16(at) }],
	['J', { bytes: 4, read: (view, at) => view.getInt32(at) }],
	['K', { bytes: 8, read: (view, at) => Number(view.getBigInt64(at)) }]
]);

function columnOf(cards: FitsHeader, data: Uint8Array, column: FitsColumn): Float64Array {
	const reader = READERS.get(column.type);
	if (!reader) throw new BadFits(`The column ${column.name} holds no numbers.`);
	const rowBytes = wholeNumber(cards, 'NAXIS1');
	const rows = wholeNumber(cards, 'NAXIS2');
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	const values = new Float64Array(rows * column.count);
	for (let k = 0; k < values.length; k += 1) {
		const row = Math.floor(k / column.count);
		const at = row * rowBytes + column.offset + (k % column.count) * reader.bytes;
		const stored = reader.read(view, at);
		values[k] = stored === column.missing ? NaN : stored * column.scale + column.zero;
	}
	return values;
}
