import { describe, expect, test } from 'vitest';
import { BadFits } from './badFits.ts';
import { belongsToBand } from './band.ts';
import { askapHeader } from './fitsBytes.fixture.ts';
import { imageFields } from './imageFields.ts';
import { rmsStatistics } from './rmsStatistics.ts';

describe('the fields of the test image', () => {
	const fields = imageFields(askapHeader(), 'some/folder/epoch01.fits');

	/** Numbers of spec/pipeline.md §2.2, made by the reference pipeline. */
	test('place it where the reference does', () => {
		expect(fields.ra).toBeCloseTo(150.00064150389, 11);
		expect(fields.dec).toBeCloseTo(-30.000555554, 11);
		expect(fields.radiusPixels).toBeCloseTo(181.019335983756, 11);
		expect(fields.fovBmin).toBeCloseTo(0.100566297769, 11);
		expect(fields.fovBmaj).toBeCloseTo(0.100566297769, 11);
		expect(fields.physicalBmin).toBeCloseTo(0.1422222222222, 11);
	});

	test('say when, at which frequency and with which beam it was made', () => {
		expect(fields).toMatchObject({
			name: 'epoch01.fits',
			telescope: 'ASKAP',
			polarisation: 'I',
			datetimeMs: Date.UTC(2020, 7, 5, 4, 33, 55, 479),
			durationSeconds: 0,
			freqEffHz: 8.88e8,
			freqBwHz: 2.88e8,
			frequencyMhz: 888,
			bandwidthMhz: 288,
			beamBmaj: 4.166666666667e-3,
			beamBpa: 0
		});
	});
});

describe('the frequency', () => {
	test('may stand on the fourth axis', () => {
		const header = askapHeader({
			CTYPE3: 'STOKES',
			CTYPE4: 'FREQ',
			CRVAL4: 1.4e9,
			CDELT4: undefined
		});
		expect(imageFields(header, 'a.fits')).toMatchObject({ freqEffHz: 1.4e9, freqBwHz: 0 });
	});

	test('else is the rest frequency', () => {
		const header = askapHeader({ CTYPE3: undefined, RESTFREQ: 9e8, RESTBW: 1e6 });
		expect(imageFields(header, 'a.fits')).toMatchObject({ freqEffHz: 9e8, bandwidthMhz: 1 });
	});

	test('within 2 % belongs to the band', () => {
		expect(belongsToBand(905, 888)).toBe(true);
		expect(belongsToBand(906, 888)).toBe(false);
	});
});

test('another telescope is an entry: DSA-110 images need no TIMESYS and use RESTFRQ', () => {
	const header = askapHeader({
		TELESCOP: 'DSA-110',
		TIMESYS: undefined,
		CTYPE3: undefined,
		RESTFRQ: 1.405e9
	});
	expect(imageFields(header, 'a.fits')).toMatchObject({ telescope: 'DSA-110', frequencyMhz: 1405 });
});

test.each([
	['TELESCOP', { TELESCOP: 'VLA' }],
	['TELESCOP', { TELESCOP: undefined }],
	['DATE-OBS', { 'DATE-OBS': undefined }],
	['DATE-OBS', { 'DATE-OBS': '05/08/20' }],
	['TIMESYS', { TIMESYS: undefined }],
	['TIMESYS', { TIMESYS: 'TAI' }],
	['BMAJ', { BMAJ: undefined }],
	['BMIN', { BMIN: 0 }],
	['BPA', { BPA: undefined }],
	['STOKES', { STOKES: 'W' }],
	['RESTFREQ', { CTYPE3: undefined }],
	['CTYPE1', { CTYPE1: undefined }],
	['CRPIX1', { CRPIX1: 1e7 }]
])('a header is refused by its %s: %o', (keyword, changes) => {
	let refused: unknown;
	try {
		imageFields(askapHeader(changes), 'a.fits');
	} catch (error) {
		refused = error;
	}
	expect(refused).toBeInstanceOf(BadFits);
	expect((refused as BadFits).keyword).toBe(keyword);
	expect((refused as BadFits).message).toContain(keyword === 'CRPIX1' ? 'centre' : keyword);
});

describe('rms statistics', () => {
	test('leave out zeros, negative and not finite pixels, and are in mJy', () => {
		const rms = rmsStatistics(new Float32Array([0, NaN, 0.002, -1, 0.004, 0.001, Infinity]));
		expect(rms.rmsMedian).toBeCloseTo(2, 6);
		expect(rms.rmsMin).toBeCloseTo(1, 6);
		expect(rms.rmsMax).toBeCloseTo(4, 6);
	});

	test('of a map without a usable pixel are refused', () => {
		expect(() => rmsStatistics(new Float32Array([0, NaN]))).toThrow(BadFits);
	});
});
