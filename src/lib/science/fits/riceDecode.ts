import { BadFits } from './badFits.ts';
import type { RiceOptions } from './tiling.ts';

/** Bits of a block's header and the code of a block that is not packed (FITS standard 4.0 §10.4.1), by BYTEPIX. */
const CODES = {
	1: { headerBits: 3, rawCode: 6 },
	2: { headerBits: 4, rawCode: 14 },
	4: { headerBits: 5, rawCode: 25 }
} as const;

/**
 * The `count` integers of a tile packed with RICE_1 (FITS standard 4.0 §10.4.1; White 1999): the first value as it is, then blocks
 * of differences, each with its own number of low bits. BYTEPIX 1 gives unsigned integers, 2 and 4 signed ones.
 * @throws BadFits when the bytes do not make that many integers
 */
export function riceDecode(packed: Uint8Array, count: number, options: RiceOptions): Int32Array {
	const { bytePix, blockSize } = options;
	const { headerBits, rawCode } = CODES[bytePix];
	const values = new Int32Array(count);
	const reader = new RiceReader(packed, values, 8 * bytePix);
	for (let from = 0; from < count; from += blockSize) {
		const to = Math.min(from + blockSize, count);
		const lowBits = reader.bits(headerBits) - 1;
		if (lowBits > rawCode) throw new BadFits(`a block has the code ${lowBits + 1}`);
		if (lowBits === rawCode) reader.rawBlock(from, to);
		else if (lowBits >= 0) reader.packedBlock(from, to, lowBits);
		else reader.constantBlock(from, to);
	}
	if (bytePix === 1) for (let i = 0; i < count; i++) values[i] &= 0xff;
	return values;
}

/** Bits that a 32-bit word read at a whole byte has for sure, wherever in that byte one starts. */
const SURE_BITS = 25;
/** Bits count as unsigned 32-bit integers. */
const MOST_BYTES = 2 ** 29 - 8;

/** Reads the bits of a byte string, from the highest of each byte on, into values. */
class RiceReader {
	/** With four bytes of zeros behind, so that a word can be read at any place. */
	readonly #view: DataView;
	readonly #values: Int32Array;
	readonly #width: number;
	/** Values wrap around in their width: shifted up and back by this. */
	readonly #shift: number;
	/** In bits. */
	readonly #end: number;
	#at = 0;
	#last: number;

	constructor(bytes: Uint8Array, values: Int32Array, width: number) {
		if (bytes.length > MOST_BYTES) throw new BadFits('it is larger than 512 MB');
		const padded = new Uint8Array(bytes.length + 4);
		padded.set(bytes);
		this.#view = new DataView(padded.buffer);
		this.#end = bytes.length * 8;
		this.#values = values;
		this.#width = width;
		this.#shift = 32 - width;
		this.#last = (this.bits(width) << this.#shift) >> this.#shift;
	}

	/** 32 bits as a signed integer, fewer as an unsigned one. */
	bits(count: number): number {
		if (count > SURE_BITS) return (this.bits(count - 16) << 16) | this.bits(16);
		if (count === 0) return 0;
		if (this.#at + count > this.#end) throw brokenOff();
		const window = this.#view.getUint32(this.#at >>> 3) << (this.#at & 7);
		this.#at += count;
		return window >>> (32 - count);
	}

	constantBlock(from: number, to: number): void {
		this.#values.fill(this.#last, from, to);
	}

	rawBlock(from: number, to: number): void {
		for (let i = from; i < to; i++) {
			const folded = this.bits(this.#width);
			this.#last = ((this.#last + unfolded(folded)) << this.#shift) >> this.#shift;
			this.#values[i] = this.#last;
		}
	}

	/** Each difference: its high part in unary (zeros up to a one), then its low bits. */
	packedBlock(from: number, to: number, lowBits: number): void {
		const view = this.#view;
		const values = this.#values;
		const shift = this.#shift;
		let at = this.#at;
		let last = this.#last;
		for (let i = from; i < to; i++) {
			if (at > this.#end) throw brokenOff();
			const window = view.getUint32(at >>> 3) << (at & 7);
			const zeros = Math.clz32(window);
			let folded: number;
			if (zeros + lowBits < SURE_BITS) {
				// Two shifts, because one by 32 would be one by 0.
				const low = ((window << (zeros + 1)) >>> 1) >>> (31 - lowBits);
				folded = (zeros << lowBits) | low;
				at += zeros + 1 + lowBits;
			} else {
				this.#at = at;
				folded = (this.#zeros() << lowBits) | this.bits(lowBits);
				at = this.#at;
			}
			last = ((last + unfolded(folded)) << shift) >> shift;
			values[i] = last;
		}
		if (at > this.#end) throw brokenOff();
		this.#at = at;
		this.#last = last;
	}

	/** Length of a run of zeros, which the one behind it ends. */
	#zeros(): number {
		let zeros = 0;
		while (this.bits(1) === 0) zeros++;
		return zeros;
	}
}

/** 0, 1, 2, 3, 4 … stand for the differences 0, −1, 1, −2, 2 … */
function unfolded(folded: number): number {
	return (folded >>> 1) ^ -(folded & 1);
}

function brokenOff(): BadFits {
	return new BadFits('its bytes break off');
}
