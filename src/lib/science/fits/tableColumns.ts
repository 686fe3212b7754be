import { BadFits } from './badFits.ts';
import { wholeNumber } from './imageShape.ts';
import type { FitsHeader } from './header.ts';

/** One column of a binary table: where it starts in a row, and the letter of its type (FITS standard 4.0 §7.3.3). */
export interface TableColumn {
	name: string;
	offset: number;
	type: string;
	/** Bytes of one element; of variable-length arrays (types P and Q) of one element in the heap. */
	elementBytes: number;
}

/** FITS standard §7.2.1. */
const MOST_COLUMNS = 999;
const ELEMENT_BYTES = new Map(
	Object.entries({ L: 1, B: 1, I: 2, J: 4, K: 8, A: 1, E: 4, D: 8, C: 8, M: 16, P: 8, Q: 16 })
);
const FORMAT = /^(\d*)([A-Z])(?:([A-Z])?.*)?$/;

/**
 * The columns of a binary table, by their names in upper case.
 * @throws BadFits naming the keyword
 */
export function tableColumns(cards: FitsHeader): Map<string, TableColumn> {
	const count = wholeNumber(cards, 'TFIELDS');
	if (count > MOST_COLUMNS) {
		throw new BadFits(`TFIELDS is ${count}, where ${MOST_COLUMNS} is the most.`, 'TFIELDS');
	}
	const columns = new Map<string, TableColumn>();
	let offset = 0;
	for (let n = 1; n <= count; n++) {
		const name = (cards.text(`TTYPE${n}`) ?? '').toUpperCase();
		const { bytes, ...column } = parseFormat(cards, `TFORM${n}`);
		// A column without elements is there in name only.
		if (bytes > 0) columns.set(name, { name, offset, ...column });
		offset += bytes;
	}
	const rowBytes = wholeNumber(cards, 'NAXIS1');
	if (offset === rowBytes) return columns;
	throw new BadFits(
		`NAXIS1 is ${rowBytes}, but the columns of a row take ${offset} bytes.`,
		'NAXIS1'
	);
}

function parseFormat(cards: FitsHeader, key: string) {
	const [, repeat, type, inHeap] = FORMAT.exec((cards.text(key) ?? '').trim()) ?? [];
	const count = repeat === '' ? 1 : Number(repeat);
	if (type === 'X') return { type, elementBytes: 1, bytes: Math.ceil(count / 8) };
	const isArray = type === 'P' || type === 'Q';
	const size = ELEMENT_BYTES.get(type);
	const elementBytes = ELEMENT_BYTES.get(isArray ? inHeap : type);
	if (size !== undefined && elementBytes !== undefined) {
		return { type, elementBytes, bytes: count * size };
	}
	throw new BadFits(
		`${key} is ${cards.shown(key) ?? 'missing'}, which is no format of a table column.`,
		key
	);
}
