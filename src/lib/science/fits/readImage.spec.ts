import { describe, expect, test } from 'vitest';
import { BadFits } from './badFits.ts';
import { card, fitsBytes } from './fitsBytes.fixture.ts';
import { readFitsImage } from './readImage.ts';

type Store = (view: DataView, place: number) => void;

function imageBytes(
	{ bitpix = -32, axes = [3, 2], more = [] as string[], first = 'SIMPLE  = T' },
	store: Store
): Uint8Array {
	const size = Math.abs(bitpix) / 8;
	const count = axes.reduce((product, axis) => product * axis, 1);
	const stored = new Uint8Array(count * size);
	const view = new DataView(stored.buffer);
	for (let i = 0; i < count; i++) store(view, i);
	const cards = [first, card('BITPIX', String(bitpix)), card('NAXIS', String(axes.length))];
	axes.forEach((axis, i) => cards.push(card(`NAXIS${i + 1}`, String(axis))));
	return fitsBytes([...cards, ...more], stored);
}

const floats: Store = (view, i) => view.setFloat32(i * 4, i === 1 ? NaN : i + 0.5);

function refusal(bytes: Uint8Array): BadFits {
	try {
		readFitsImage(bytes);
	} catch (error) {
		if (error instanceof BadFits) return error;
		throw error;
	}
	throw new Error('was not refused');
}

describe('pixels', () => {
	test('of float images are decoded with their NaN', () => {
		const { nx, ny, pixels } = readFitsImage(imageBytes({}, floats));
		expect([nx, ny]).toEqual([3, 2]);
		expect([...pixels]).toEqual([0.5, NaN, 2.5, 3.5, 4.5, 5.5]);
	});

	test('lose their axes of length one', () => {
		const { nx, ny } = readFitsImage(imageBytes({ axes: [3, 2, 1, 1] }, floats));
		expect([nx, ny]).toEqual([3, 2]);
	});

	test.each<[number, Store, number[]]>([
		[8, (view, i) => view.setUint8(i, 250 + i), [250, 251, 252, 253, 254, 255]],
		[16, (view, i) => view.setInt16(i * 2, i - 3), [-3, -2, -1, 0, 1, 2]],
		[
			32,
			(view, i) => view.setInt32(i * 4, i * 65536 - 1),
			[-1, 65535, 131071, 196607, 262143, 327679]
		],
		[64, (view, i) => view.setBigInt64(i * 8, BigInt(i) - 2n), [-2, -1, 0, 1, 2, 3]],
		[-64, (view, i) => view.setFloat64(i * 8, i / 4), [0, 0.25, 0.5, 0.75, 1, 1.25]]
	])('of BITPIX %i are decoded', (bitpix, store, expected) => {
		expect([...readFitsImage(imageBytes({ bitpix }, store)).pixels]).toEqual(expected);
	});

	test('are scaled by BSCALE and BZERO, and BLANK becomes NaN', () => {
		const more = [card('BSCALE', '0.5'), card('BZERO', '10'), card('BLANK', '-32768')];
		const store: Store = (view, i) => view.setInt16(i * 2, i === 0 ? -32768 : i);
		const { pixels } = readFitsImage(imageBytes({ bitpix: 16, more }, store));
		expect([...pixels]).toEqual([NaN, 10.5, 11, 11.5, 12, 12.5]);
		const scaledFloats = readFitsImage(imageBytes({ more }, floats));
		expect(scaledFloats.pixels[2]).toBe(11.25);
	});
});

describe('the image of a file', () => {
	const empty = fitsBytes(['SIMPLE  = T', card('BITPIX', '8'), card('NAXIS', '0')]);

	test('may be the first extension behind an empty primary unit', () => {
		const extension = imageBytes({ first: "XTENSION= 'IMAGE   '" }, floats);
		const bytes = new Uint8Array([...empty, ...extension]);
		expect(readFitsImage(bytes).pixels[5]).toBe(5.5);
	});
});

describe('a file is refused with its reason when', () => {
	test('it is empty, text or gzip', () => {
		expect(refusal(new Uint8Array(0)).message).toContain('empty');
		expect(refusal(new TextEncoder().encode('ra,dec,flux\n1,2,3')).message).toContain('not a FITS');
		expect(refusal(new Uint8Array([0x1f, 0x8b, 8, 0])).message).toContain('gzip');
	});

	test('it is cut off in the header or in the pixels', () => {
		const bytes = imageBytes({ axes: [50, 40] }, floats);
		expect(refusal(bytes.subarray(0, 200)).message).toContain('truncated');
		expect(refusal(bytes.subarray(0, 2880 + 7999)).message).toContain(
			'promises 8000 bytes of pixels, but only 7999'
		);
	});

	test('its header promises more pixels than any file holds', () => {
		const huge = ['SIMPLE  = T', card('BITPIX', '-32'), card('NAXIS', '2')];
		const axes = [card('NAXIS1', '999999999'), card('NAXIS2', '999999999')];
		expect(refusal(fitsBytes([...huge, ...axes])).message).toContain('truncated');
	});

	test.each([
		[
			'BITPIX',
			[card('BITPIX', '12'), card('NAXIS', '2'), card('NAXIS1', '2'), card('NAXIS2', '2')]
		],
		['NAXIS', [card('BITPIX', '8'), card('NAXIS', '1'), card('NAXIS1', '2')]],
		['NAXIS', [card('BITPIX', '8')]],
		['NAXIS1', [card('BITPIX', '8'), card('NAXIS', '2'), card('NAXIS1', '-4'), card('NAXIS2', '2')]]
	])('%s cannot be used', (keyword, cards) => {
		expect(refusal(fitsBytes(['SIMPLE  = T', ...cards], new Uint8Array(8))).keyword).toBe(keyword);
	});

	test('it is a cube, or holds no image', () => {
		expect(refusal(imageBytes({ axes: [3, 2, 4] }, floats)).message).toContain('4 planes');
		const none = fitsBytes(['SIMPLE  = T', card('BITPIX', '8'), card('NAXIS', '0')]);
		expect(refusal(none).message).toContain('no image');
	});
});
