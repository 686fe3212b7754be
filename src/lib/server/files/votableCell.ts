import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';

/** What a FIELD says of how its cells lie in a binary stream. */
export interface VotableField {
	name: string;
	datatype: string;
	arraysize: string;
	/** VALUES’ null: the whole number that stands for a missing value; '' for none. */
	missing: string;
}

/** How the cells of a FIELD are read. */
export interface BinaryCell {
	/** Elements of each cell; null: their number stands before them. */
	count: number | null;
	/** Of this many elements. */
	bytesOf: (count: number) => number;
	/** '' for a missing value, and for what is no number or text: complex numbers and bits. */
	textOf: (view: DataView, offset: number, count: number) => string;
}

/** Of an array as many elements are written out. */
const MOST_ELEMENTS = 8;
const MOST_TEXT_SIGNS = 4096;

type Element = (view: DataView, offset: number) => string;

const NUMBERS: Record<string, { bytes: number; text: Element }> = {
	boolean: { bytes: 1, text: (view, at) => truth(view.getUint8(at)) },
	unsignedByte: { bytes: 1, text: (view, at) => String(view.getUint8(at)) },
	short: { bytes: 2, text: (view, at) => String(view.getInt16(at)) },
	int: { bytes: 4, text: (view, at) => String(view.getInt32(at)) },
	long: { bytes: 8, text: (view, at) => String(view.getBigInt64(at)) },
	// Seven digits are what 32 bits hold.
	float: { bytes: 4, text: (view, at) => real(Number(view.getFloat32(at).toPrecision(7))) },
	double: { bytes: 8, text: (view, at) => real(view.getFloat64(at)) },
	floatComplex: { bytes: 8, text: () => '' },
	doubleComplex: { bytes: 16, text: () => '' }
};

/**
 * How the cells of this FIELD lie in a stream (VOTable 1.4 §2.1, §5.3).
 * @throws BadCatalogue naming the FIELD
 */
export function binaryCell(field: VotableField): BinaryCell {
	const count = elementCount(field);
	const { datatype, missing } = field;
	if (datatype === 'char') return { count, bytesOf: (n) => n, textOf: plainText };
	if (datatype === 'unicodeChar') return { count, bytesOf: (n) => 2 * n, textOf: wideText };
	if (datatype === 'bit') return { count, bytesOf: (n) => Math.ceil(n / 8), textOf: () => '' };
	const number = Object.hasOwn(NUMBERS, datatype) ? NUMBERS[datatype] : null;
	if (!number)
		throw new BadCatalogue(
			`The FIELD “${field.name}” has the datatype “${datatype}”, which VOTable does not know.`
		);
	const { bytes, text } = number;
	return {
		count,
		bytesOf: (n) => n * bytes,
		textOf: (view, offset, n) => {
			const elements: string[] = [];
			for (let k = 0; k < Math.min(n, MOST_ELEMENTS); k++) {
				const element = text(view, offset + k * bytes);
				elements.push(element === missing ? '' : element);
			}
			return elements.join(' ').trim() + (n > MOST_ELEMENTS ? ' …' : '');
		}
	};
}

/** Programs differ in what they count before arrays of several dimensions of which the last varies. */
function elementCount({ name, arraysize }: VotableField): number | null {
	if (arraysize === '') return 1;
	if (/^\d*\*$/.test(arraysize)) return null;
	if (/^\d{1,9}(x\d{1,9})*$/.test(arraysize))
		return arraysize.split('x').reduce((product, side) => product * Number(side), 1);
	throw new BadCatalogue(
		`The FIELD “${name}” has the arraysize “${arraysize.slice(0, 40)}”, which cannot be read from a binary stream: save the table as TABLEDATA.`
	);
}

function truth(byte: number): string {
	const sign = String.fromCharCode(byte);
	if (sign === 'T' || sign === 't' || sign === '1') return 'true';
	return sign === 'F' || sign === 'f' || sign === '0' ? 'false' : '';
}

const real = (value: number) => (Number.isFinite(value) ? String(value) : '');

function plainText(view: DataView, offset: number, count: number): string {
	const most = Math.min(count, MOST_TEXT_SIGNS);
	return untilNul(
		new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + offset, most))
	);
}

function wideText(view: DataView, offset: number, count: number): string {
	let text = '';
	for (let k = 0; k < Math.min(count, MOST_TEXT_SIGNS); k++)
		text += String.fromCharCode(view.getUint16(offset + 2 * k));
	return untilNul(text);
}

/** Texts shorter than their arraysize end with it. */
function untilNul(text: string): string {
	const end = text.indexOf('\0');
	return (end < 0 ? text : text.slice(0, end)).trim();
}
