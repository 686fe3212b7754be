import { FitsHeader, type CardValue } from './header.ts';

/** Bytes of one header and data unit made of whole 80-character cards, for specs that need odd files. */
export function fitsBytes(cards: string[], stored: Uint8Array = new Uint8Array(0)): Uint8Array {
	const text = [...cards, 'END'].map((card) => card.padEnd(80).slice(0, 80)).join('');
	const header = Math.ceil(text.length / 2880) * 2880;
	const bytes = new Uint8Array(header + Math.ceil(stored.length / 2880) * 2880);
	for (let i = 0; i < header; i++) bytes[i] = i < text.length ? text.charCodeAt(i) : 32;
	bytes.set(stored, header);
	return bytes;
}

/** One card in fixed format: the value starts after '= '. */
export function card(key: string, value: string): string {
	return `${key.padEnd(8)}= ${value}`;
}

/** Header of vast-pipeline's test images: 256 pixels of 2″, FK5, beam 15″ × 10″. */
export function askapHeader(changes: Record<string, CardValue | undefined> = {}): FitsHeader {
	const cards: Record<string, CardValue | undefined> = {
		NAXIS: 4,
		NAXIS1: 256,
		NAXIS2: 256,
		NAXIS3: 1,
		NAXIS4: 1,
		BMAJ: 4.166666666667e-3,
		BMIN: 2.777777777778e-3,
		BPA: 0,
		EQUINOX: 2000,
		RADESYS: 'FK5',
		CTYPE1: 'RA---SIN',
		CRVAL1: 150,
		CDELT1: -5.555555555556e-4,
		CRPIX1: 129,
		CTYPE2: 'DEC--SIN',
		CRVAL2: -30,
		CDELT2: 5.555555555556e-4,
		CRPIX2: 129,
		CTYPE3: 'FREQ',
		CRVAL3: 8.88e8,
		CDELT3: 2.88e8,
		CTYPE4: 'STOKES',
		CRVAL4: 1,
		TELESCOP: 'ASKAP',
		'DATE-OBS': '2020-08-05T04:33:55.479',
		TIMESYS: 'UTC',
		...changes
	};
	const present = Object.entries(cards).filter((entry) => entry[1] !== undefined);
	// The filter has taken out every undefined value.
	return new FitsHeader(present as [string, CardValue][]);
}
