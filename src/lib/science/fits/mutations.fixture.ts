import type { Random } from '../stats/random.ts';

/** What numbers of a file are replaced with. */
const HOSTILE = ['0', '-1', '1', '999', '99999999', '2147483648', '1E308', '1e-9', '9'.repeat(19)];

/** A damaged copy of a file: one to three of the things that happen to files, and of those that people do to them. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
	let damaged = Uint8Array.from(bytes);
	for (let times = 1 + random.integer(3); times > 0 && damaged.length > 0; times--) {
		damaged = MUTATIONS[random.integer(MUTATIONS.length)](damaged, random);
	}
	return damaged;
}

type Mutation = (bytes: Uint8Array<ArrayBuffer>, random: Random) => Uint8Array<ArrayBuffer>;

const MUTATIONS: Mutation[] = [
	// Cut off.
	(bytes, random) => bytes.slice(0, random.integer(bytes.length)),
	// Flipped bits.
	(bytes, random) => {
		for (let i = random.integer(20); i >= 0; i--) {
			bytes[random.integer(bytes.length)] ^= 1 << random.integer(8);
		}
		return bytes;
	},
	// A stretch taken out, or there twice.
	(bytes, random) => {
		const [start, end] = stretch(bytes, random);
		return joined(bytes.subarray(0, start), bytes.subarray(end));
	},
	(bytes, random) => {
		const [start, end] = stretch(bytes, random);
		return joined(bytes.subarray(0, end), bytes.subarray(start));
	},
	// A stretch of zeros, of ones, or of noise.
	(bytes, random) => bytes.fill([0, 255][random.integer(2)], ...stretch(bytes, random)),
	(bytes, random) => {
		const [start, end] = stretch(bytes, random);
		for (let i = start; i < end; i++) bytes[i] = random.integer(256);
		return bytes;
	},
	replaceNumber,
	replaceNumber,
	replaceNumber
];

function stretch(bytes: Uint8Array, random: Random): [number, number] {
	const start = random.integer(bytes.length);
	return [start, Math.min(bytes.length, start + 1 + random.integer(300))];
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(before.length + after.length);
	bytes.set(before);
	bytes.set(after, before.length);
	return bytes;
}

const isDigit = (code: number) => code >= 48 && code <= 57;

/** Written over the number and the blanks behind it, so that lines and cards keep their lengths. */
function replaceNumber(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
	const place = random.integer(bytes.length);
	const start = bytes.findIndex((code, i) => i >= place && isDigit(code));
	if (start < 0) return bytes;
	const hostile = HOSTILE[random.integer(HOSTILE.length)];
	for (let i = 0; i < hostile.length || isDigit(bytes[start + i]); i++) {
		if (start + i >= bytes.length) break;
		bytes[start + i] = i < hostile.length ? hostile.charCodeAt(i) : 32;
	}
	return bytes;
}
