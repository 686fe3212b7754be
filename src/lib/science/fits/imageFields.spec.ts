import { describe, expect, test } from 'vitest';
import { BadFits } from './badFits.ts';
import { belongsToBand } from './band.ts';
import { askapHeader } from './fitsBytes.fixture.ts';
import { imageFields } from './imageFields.ts';

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

	test('may be an optical velocity axis, whose value counts all the same', () => {
		const header = askapHeader({ CTYPE3: 'VOPT', CRVAL3: 9e8, CDELT3: undefined });
		expect(imageFields(header, 'a.fits')).toMatchObject({ freqEffHz: 9e8, freqBwHz: 0 });
	});

	test('on the third axis comes before one on the fourth', () => {
		const header = askapHeader({ CTYPE4: 'FREQ', CRVAL4: 1.4e9 });
		expect(imageFields(header, 'a.fits').freqEffHz).toBe(8.88e8);
	});

	test('of a whole number of MHz is cut, not rounded', () => {
		const header = askapHeader({ CRVAL3: 887999999, CDELT3: -288499999 });
		expect(imageFields(header, 'a.fits')).toMatchObject({ frequencyMhz: 887, bandwidthMhz: -288 });
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

test('the time system may be written small, and the polarisation be any of the six', () => {
	for (const STOKES of ['I', 'XX', 'YY', 'Q', 'U', 'V ']) {
		const fields = imageFields(askapHeader({ STOKES, TIMESYS: 'utc', DURATION: 720 }), 'a.fits');
		expect(fields).toMatchObject({ polarisation: STOKES.trim(), durationSeconds: 720 });
	}
});

/** PC and CD matrices, TAN and ICRS give the geometry of the CDELT header: the frame is not turned (spec/pipeline.md §2.2). */
test.each([
	['PC', { PC1_1: 1, PC1_2: 0, PC2_1: 0, PC2_2: 1, PV2_1: 0, PV2_2: 0, LONPOLE: 180 }],
	[
		'CD',
		{ CDELT1: undefined, CDELT2: undefined, CD1_1: -5.555555555556e-4, CD2_2: 5.555555555556e-4 }
	],
	['ICRS', { RADESYS: 'ICRS', EQUINOX: undefined }],
	['neither RADESYS nor EQUINOX', { RADESYS: undefined, EQUINOX: undefined }]
])('a header with %s gives the same place', (_what, changes) => {
	const fields = imageFields(askapHeader(changes), 'a.fits');
	expect(fields.ra).toBeCloseTo(150.00064150389, 11);
	expect(fields.dec).toBeCloseTo(-30.000555554, 11);
	expect(fields.cdelt1).toBeCloseTo(5.555555555556e-4, 15);
});

test('a turned image has the pixel scales of the unturned one', () => {
	const [cos, sin] = [Math.cos(0.4), Math.sin(0.4)];
	const turn = { PC1_1: cos, PC1_2: -sin, PC2_1: sin, PC2_2: cos };
	const tan = { CTYPE1: 'RA---TAN', CTYPE2: 'DEC--TAN' };
	const fields = imageFields(askapHeader({ ...turn, ...tan }), 'a.fits');
	expect(fields.cdelt1).toBeCloseTo(5.555555555556e-4, 15);
	expect(fields.cdelt2).toBeCloseTo(5.555555555556e-4, 15);
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
	['TIMESYS', { TIMESYS: 'TT' }],
	['DATE-OBS', { 'DATE-OBS': '2020-02-30T00:00:00' }],
	['BMAJ', { BMAJ: undefined }],
	['BMAJ', { BMAJ: '15 arcsec' }],
	['DURATION', { DURATION: '12 min' }],
	['STOKES', { STOKES: 1 }],
	['STOKES', { STOKES: 'i' }],
	['CRVAL3', { CRVAL3: 0 }],
	['CRVAL3', { CRVAL3: undefined }],
	['CDELT3', { CDELT3: 'wide' }],
	['RESTFREQ', { CTYPE3: undefined, RESTFREQ: -1 }],
	['RADESYS', { RADESYS: 'FK4', EQUINOX: 1950 }],
	['RADESYS', { RADESYS: undefined, EQUINOX: 1950 }],
	['PV2_1', { PV2_1: 0.1 }],
	['CTYPE1', { CTYPE1: 'RA---NCP', CTYPE2: 'DEC--NCP' }],
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
	const named = new Map([
		['CRPIX1', 'centre'],
		['RADESYS', 'frame FK4']
	]);
	expect((refused as BadFits).message).toContain(named.get(keyword) ?? keyword);
});

test('how an image was made is read where the header says it, the first keyword that has words first', () => {
	const header = askapHeader({
		CALIBRAT: '  ',
		CALSRC: 'B1934-638 ',
		ORIGIN: 'ASKAPsoft 1.9.2',
		IMGPARAM: 7
	});
	expect(imageFields(header, 'a.fits').provenance).toEqual({
		calibrator: 'B1934-638',
		softwareVersion: 'ASKAPsoft 1.9.2'
	});
});
