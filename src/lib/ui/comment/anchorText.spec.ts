import { expect, test } from 'vitest';
import { anchorText, isSameAnchor } from './anchorText.ts';

const epochs = [
	{ imageId: 7, mjd: 59010.25, datetime: new Date('2020-06-10T06:00:00Z'), frequencyMhz: 888 }
];

test('an epoch that the page shows is named by its place and its day', () => {
	expect(anchorText({ kind: 'epoch', imageId: 7, mjd: 59010.25 }, epochs)).toBe(
		'Epoch 1, 2020-06-10, MJD 59010.250'
	);
});

test('an epoch of a light curve that is not shown keeps its time', () => {
	expect(anchorText({ kind: 'epoch', imageId: 8, mjd: 59010.25 }, epochs)).toBe('MJD 59010.250');
});

test('a place is written in degrees', () => {
	expect(anchorText({ kind: 'sky', ra: 150.1, dec: -30.25 })).toBe('RA 150.10000°, Dec −30.25000°');
});

test('an epoch is its image, a place both of its angles', () => {
	const place = { kind: 'sky', ra: 150, dec: -30 } as const;
	const epoch = { kind: 'epoch', imageId: 7, mjd: 1 } as const;
	expect(isSameAnchor({ ...epoch, mjd: 2 }, epoch)).toBe(true);
	expect(isSameAnchor({ ...place, dec: -31 }, place)).toBe(false);
	expect(isSameAnchor(epoch, place)).toBe(false);
	expect(isSameAnchor(null, place)).toBe(false);
});
