import type { WrittenColumn } from '#science/catalogue/writtenColumn.ts';
import { BadFits } from '#science/fits/badFits.ts';
import type { FitsHeader } from '#science/fits/header.ts';
import { wholeNumber } from '#science/fits/imageShape.ts';

/** One column of a FITS binary table, with how its bytes become text (FITS standard 4.0 §7.3). */
export interface FitsColumn extends WrittenColumn {
	/** In a row, bytes. */
	offset: number;
	type: string;
	count: number;
	scale: number;
	zero: number;
	/** The whole number that stands for a missing value; null: none does. */
	missing: number | null;
}

/** FITS standard §7.2.1. */
const MOST_COLUMNS = 999;
const FORMAT = /^(\d*)([LXBIJKAEDCMPQ])/;
const BYTES = new Map(
	Object.entries({ L: 1, B: 1, I: 2, J: 4, K: 8, A: 1, E: 4, D: 8, C: 8, M: 16, P: 8, Q: 16 })
);

/**
 * The columns of a binary table in their order.
 * @throws BadFits naming the keyword
 */
export function fitsTableColumns(cards: FitsHeader): FitsColumn[] {
	const count = wholeNumber(cards, 'TFIELDS');
	if (count > MOST_COLUMNS)
		throw new BadFits(`TFIELDS is ${count}, where ${MOST_COLUMNS} is the most.`, 'TFIELDS');
	const columns: FitsColumn[] = [];
	let offset = 0;
	for (let n = 1; n <= count; n++) {
		const column = columnAt(cards, n, offset);
		columns.push(column);
		offset += bytesOf(column);
	}
	const rowBytes = wholeNumber(cards, 'NAXIS1');
	if (offset === rowBytes) return columns;
	throw new BadFits(
		`NAXIS1 is ${rowBytes}, but the columns of a row take ${offset} bytes.`,
		'NAXIS1'
	);
}

function columnAt(cards: FitsHeader, n: number, offset: number): FitsColumn {
	const said = (key: string) => cards.text(`${key}${n}`) ?? '';
	const number = (key: string) => cards.number(`${key}${n}`);
	const [, repeat, type] = FORMAT.exec(said('TFORM').trim()) ?? [];
	if (type === undefined) throw strangeFormat(cards, `TFORM${n}`);
	return {
		name: said('TTYPE') || `column ${n}`,
		unit: said('TUNIT'),
		ucd: said('TUCD'),
		frame: cards.text('RADESYS') ?? cards.text('RADECSYS') ?? '',
		offset,
		type,
		count: repeat === '' ? 1 : Number(repeat),
		scale: number('TSCAL') ?? 1,
		zero: number('TZERO') ?? 0,
		missing: number('TNULL')
	};
}

function strangeFormat(cards: FitsHeader, key: string): BadFits {
	const shown = cards.shown(key) ?? 'missing';
	return new BadFits(`${key} is ${shown}, which is no format of a table column.`, key);
}

function bytesOf({ type, count }: FitsColumn): number {
	return type === 'X' ? Math.ceil(count / 8) : count * (BYTES.get(type) ?? 0);
}
