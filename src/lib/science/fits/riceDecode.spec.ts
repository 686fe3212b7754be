import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { BadFits } from './badFits.ts';
import { riceDecode } from './riceDecode.ts';
import { riceEncode } from './riceEncode.fixture.ts';

const LIMITS = { 1: [0, 255], 2: [-32768, 32767], 4: [-2147483648, 2147483647] } as const;

test.each([1, 2, 4] as const)('integers of %i bytes come back, whatever the blocks', (bytePix) => {
	const random = new Random(`rice ${bytePix}`);
	const [lowest, highest] = LIMITS[bytePix];
	for (let round = 0; round < 60; round++) {
		const blockSize = [16, 32, 7, 1, 100][round % 5];
		// From constant runs over small steps to jumps over the whole range.
		const spread = [0, 1, 6, 200, 1e5, 2 ** 32][round % 6];
		let value = 100;
		const values = Array.from({ length: 1 + random.integer(200) }, () => {
			value = Math.round(value + spread * random.normal());
			value = Math.max(lowest, Math.min(highest, value));
			return value;
		});
		const packed = riceEncode(values, { bytePix, blockSize });
		const decoded = riceDecode(packed, values.length, { bytePix, blockSize });
		expect(decoded).toEqual(Int32Array.from(values));
	}
});

test('bytes that break off are refused', () => {
	const values = Array.from({ length: 64 }, (_, i) => (i * 7919) % 1000);
	const packed = riceEncode(values, { bytePix: 4, blockSize: 32 });
	for (let length = 0; length < packed.length; length++) {
		const part = packed.subarray(0, length);
		expect(() => riceDecode(part, 64, { bytePix: 4, blockSize: 32 })).toThrow(BadFits);
	}
});

test('a code that no block has is refused', () => {
	const packed = Uint8Array.of(0, 0, 0, 0, 0xff);
	expect(() => riceDecode(packed, 4, { bytePix: 4, blockSize: 32 })).toThrow('code 31');
});
