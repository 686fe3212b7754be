import { expect, test } from 'vitest';
import { fk5ToIcrs, galacticToIcrs, icrsToFk5, icrsToGalactic } from './frame.ts';
import { separationDeg } from './separation.ts';

/** astropy 8.0.2, SkyCoord(…, frame='icrs').fk5. */
test.each([
	[150, -30, 150.00000839529412, -30.00000495300822],
	[0, 0, 6.361111354985843e-6, 2.5277771640709686e-6],
	[359.9999, 89.9, 0.0030736189515347444, 89.90000252763403],
	[10, -89.999, 9.66346864510993, -89.99899845323728]
])('ICRS (%d, %d) turns to FK5 as astropy turns it, and back', (ra, dec, fk5Ra, fk5Dec) => {
	const fk5 = icrsToFk5(ra, dec);
	// atan2 on both sides of the comparison leaves a few 1e-14 deg.
	expect(separationDeg(fk5.ra, fk5.dec, fk5Ra, fk5Dec)).toBeLessThan(1e-12);
	const back = fk5ToIcrs(fk5.ra, fk5.dec);
	expect(separationDeg(back.ra, back.dec, ra, dec)).toBeLessThan(1e-12);
});

/** astropy 8.0.2, SkyCoord(l, b, frame='galactic').icrs. */
test.each([
	[0, 0, 266.4049882865447, -28.936177761791473],
	[0, 90, 192.85947789477606, 27.128252414968028],
	[123.4, -5.6, 13.721050229519731, 57.26861543160649],
	[359.999, 45.1, 229.19731335498494, -1.0625037189137936],
	[206.5, -89.99, 12.87064316466184, -27.127131747048942]
])('galactic (%d, %d) turns to ICRS as astropy turns it', (l, b, ra, dec) => {
	const icrs = galacticToIcrs(l, b);
	// Three rotations by angles of 13 figures.
	expect(separationDeg(icrs.ra, icrs.dec, ra, dec)).toBeLessThan(1e-11);
	const back = icrsToGalactic(ra, dec);
	expect(separationDeg(back.l, back.b, l, b)).toBeLessThan(1e-11);
});
