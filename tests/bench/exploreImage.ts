import { closeSync, openSync, writeSync } from 'node:fs';
import { integerCard, logicalCard, realCard, textCard } from '#science/fits/writeImage.ts';
import { Random } from '#science/stats/random.ts';
import type { Field } from './exploreSky.ts';

const PIXEL_ARCSEC = 2.5;
const ROWS_AT_ONCE = 100;
const BLOCK = 2880;
const NOISE_JY = 0.00025;

/** A field's image of npix² pixels of noise, written strip by strip: no process holds it whole. */
export function writeFieldImage(path: string, { ra, dec }: Field, npix: number): void {
	const cards = [
		...[logicalCard('SIMPLE', 'T'), integerCard('BITPIX', -32), integerCard('NAXIS', 2)],
		...[integerCard('NAXIS1', npix), integerCard('NAXIS2', npix), textCard('BUNIT', 'Jy/beam')],
		...[textCard('CTYPE1', 'RA---SIN'), textCard('CTYPE2', 'DEC--SIN')],
		...[realCard('CRVAL1', ra), realCard('CRVAL2', dec)],
		...[realCard('CRPIX1', npix / 2 + 1), realCard('CRPIX2', npix / 2 + 1)],
		...[realCard('CDELT1', -PIXEL_ARCSEC / 3600), realCard('CDELT2', PIXEL_ARCSEC / 3600)],
		...[textCard('CUNIT1', 'deg'), textCard('CUNIT2', 'deg'), textCard('RADESYS', 'ICRS')],
		...[realCard('BMAJ', 15 / 3600), realCard('BMIN', 12 / 3600), realCard('BPA', 30)],
		'END'.padEnd(80)
	];
	const random = new Random(1);
	const file = openSync(path, 'w');
	const text = cards.join('');
	writeSync(file, text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK));
	// The same strip again and again, begun elsewhere: noise costs more to make than to write.
	const strip = new Float32Array(npix * ROWS_AT_ONCE).map(() => NOISE_JY * random.normal());
	const bytes = Buffer.from(strip.buffer).swap32();
	for (let row = 0; row < npix; row += ROWS_AT_ONCE) {
		const cut = 4 * random.integer(strip.length);
		writeSync(file, bytes, cut);
		writeSync(file, bytes, 0, cut);
	}
	const written = 4 * npix * npix;
	writeSync(file, Buffer.alloc(Math.ceil(written / BLOCK) * BLOCK - written));
	closeSync(file);
}
