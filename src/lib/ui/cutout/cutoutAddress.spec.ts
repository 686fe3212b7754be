import { expect, test } from 'vitest';
import type { CutoutEpoch } from '#schema/candidatePage.ts';
import { cutoutAddress } from './cutoutAddress.ts';

const epoch: CutoutEpoch = {
	imageId: 7,
	imageName: 'epoch07',
	version: '0123456789ab',
	mjd: 59000,
	datetime: new Date(0),
	frequencyMhz: 887.5,
	forced: false,
	fluxPeak: 3,
	snr: 12,
	beamBmajArcsec: 15,
	beamBminArcsec: 12,
	beamBpaDeg: 30,
	mark: null
};
const stamp = { ra: 150.123456789, dec: -30.5, stretch: { low: -0.001, high: 0.02 } };

test('the address changes with the image’s content and with the stretch, and with nothing else', () => {
	const address = cutoutAddress(epoch, stamp);
	expect(address).toBe(
		'/cutouts/7.png?ra=150.123457&dec=-30.500000&sizeArcsec=120&low=-0.0010000&high=0.020000&v=0123456789ab&paint=2'
	);
	expect(cutoutAddress({ ...epoch, version: 'ffff' }, stamp)).not.toBe(address);
	const withMore = { ...epoch, snr: 1 };
	expect(cutoutAddress(withMore, stamp)).toBe(address);
});
