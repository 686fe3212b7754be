import type { RiceOptions } from './tiling.ts';

const CODES = {
	1: { headerBits: 3, rawCode: 6 },
	2: { headerBits: 4, rawCode: 14 },
	4: { headerBits: 5, rawCode: 25 }
} as const;

/** Packs integers with RICE_1 (FITS standard 4.0 §10.4.1), each block with the number of low bits that makes it shortest. */
export function riceEncode(values: number[], { bytePix, blockSize }: RiceOptions): Uint8Array {
	const width = 8 * bytePix;
	const { headerBits, rawCode } = CODES[bytePix];
	const bits: string[] = [binary(values[0], width)];
	let last = values[0];
	for (let from = 0; from < values.length; from += blockSize) {
		const folded = values.slice(from, from + blockSize).map((value) => {
			const difference = ((value - last) << (32 - width)) >> (32 - width);
			last = value;
			return difference < 0 ? -2 * difference - 1 : 2 * difference;
		});
		bits.push(shortest(folded, { width, headerBits, rawCode }));
	}
	return bytesOf(bits.join(''));
}

function shortest(
	folded: number[],
	{ width, headerBits, rawCode }: { width: number; headerBits: number; rawCode: number }
): string {
	if (folded.every((value) => value === 0)) return binary(0, headerBits);
	const raw =
		binary(rawCode + 1, headerBits) + folded.map((value) => binary(value, width)).join('');
	let best = raw;
	for (let lowBits = 0; lowBits < rawCode; lowBits++) {
		const length = folded.reduce((sum, v) => sum + Math.floor(v / 2 ** lowBits) + 1 + lowBits, 0);
		if (length + headerBits >= best.length) continue;
		const packed = folded.map(
			(value) => '0'.repeat(Math.floor(value / 2 ** lowBits)) + '1' + binary(value, lowBits)
		);
		best = binary(lowBits + 1, headerBits) + packed.join('');
	}
	return best;
}

/** The lowest bits of an integer, negative ones as two's complement. */
function binary(value: number, width: number): string {
	if (width === 0) return '';
	return BigInt.asUintN(width, BigInt(value)).toString(2).padStart(width, '0');
}

function bytesOf(bits: string): Uint8Array {
	const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
	return Uint8Array.from({ length: padded.length / 8 }, (_, i) =>
		parseInt(padded.slice(8 * i, 8 * i + 8), 2)
	);
}
