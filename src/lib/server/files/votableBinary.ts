import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { binaryCell, type BinaryCell, type VotableField } from './votableCell.ts';

/** BINARY2 has a bit before each row for each cell that is missing. */
export type BinaryForm = 'BINARY' | 'BINARY2';

const MOST_ROW_BYTES = 2 ** 22;
const COUNT_BYTES = 4;

/** Refuses what is not in the document itself, or packed: nothing is fetched. */
export function refuseStrangeStream({ href, encoding }: Record<string, string>): void {
	if (href !== undefined)
		throw new BadCatalogue('Its rows lie in another file (STREAM href): save them in this one.');
	if (encoding !== undefined && encoding !== 'base64')
		throw new BadCatalogue(
			`Its rows are encoded as “${encoding.slice(0, 40)}”, where base64 can be read: save it as TABLEDATA.`
		);
}

/** The rows of a VOTable's binary stream (VOTable 1.4 §5.3 and §5.4): takes its base64 text piece by piece. */
export class BinaryRows {
	readonly #cells: BinaryCell[];
	readonly #flagBytes: number;
	/** Signs that do not make whole bytes yet, and bytes that do not make a whole row. */
	#signs = '';
	#bytes: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
	#isPadded = false;
	#count = 0;

	constructor(form: BinaryForm, fields: readonly VotableField[]) {
		this.#cells = fields.map(binaryCell);
		this.#flagBytes = form === 'BINARY2' ? Math.ceil(fields.length / 8) : 0;
		const isEmpty = this.#cells.every(
			({ count, bytesOf }) => count !== null && bytesOf(count) === 0
		);
		if (isEmpty) throw new BadCatalogue('Its FIELDs leave nothing to read in a row.');
	}

	/** The rows that this text completes. */
	write(base64: string): string[][] {
		const bytes = this.#decoded(base64);
		const whole = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
		const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
		const rows: string[][] = [];
		let at = 0;
		for (let row = this.#rowAt(view, at); row; row = this.#rowAt(view, at)) {
			rows.push(row.cells);
			this.#count += 1;
			at = row.end;
		}
		this.#bytes = whole.subarray(at);
		if (this.#bytes.length > MOST_ROW_BYTES) this.#refuseLong();
		return rows;
	}

	/** Refuses a stream that ends within a row. */
	close(): void {
		if (this.#signs === '' && this.#bytes.length === 0) return;
		throw new BadCatalogue(`The binary stream breaks off within row ${this.#count + 1}.`);
	}

	#decoded(base64: string): Uint8Array {
		const signs = this.#signs + base64.replace(/\s+/g, '');
		if (!/^[A-Za-z0-9+/]*={0,2}$/.test(signs) || (this.#isPadded && signs !== ''))
			throw new BadCatalogue('The binary stream holds signs that are not base64.');
		const end = signs.length - (signs.length % 4);
		const whole = signs.slice(0, end);
		this.#signs = signs.slice(end);
		this.#isPadded ||= whole.endsWith('=');
		return Buffer.from(whole, 'base64');
	}

	#rowAt(view: DataView, start: number): { cells: string[]; end: number } | null {
		let at = start + this.#flagBytes;
		if (start >= view.byteLength || at > view.byteLength) return null;
		const cells: string[] = [];
		for (const [place, { count: fixed, bytesOf, textOf }] of this.#cells.entries()) {
			if (fixed === null && at + COUNT_BYTES > view.byteLength) return null;
			const count = fixed ?? view.getInt32(at);
			if (fixed === null) at += COUNT_BYTES;
			const bytes = bytesOf(count);
			if (count < 0 || at + bytes - start > MOST_ROW_BYTES) this.#refuseLong();
			if (at + bytes > view.byteLength) return null;
			cells.push(this.#isMissing(view, start, place) ? '' : textOf(view, at, count));
			at += bytes;
		}
		return { cells, end: at };
	}

	#isMissing(view: DataView, start: number, place: number): boolean {
		if (this.#flagBytes === 0) return false;
		return (view.getUint8(start + (place >> 3)) & (0x80 >> (place & 7))) !== 0;
	}

	#refuseLong(): never {
		throw new BadCatalogue(
			`Row ${this.#count + 1} of the binary stream is longer than ${MOST_ROW_BYTES} bytes, or its FIELDs do not fit it.`
		);
	}
}
