import { card, fitsBytes } from '#science/fits/fitsBytes.fixture.ts';
import { fileInMemory } from './catalogueTable.ts';
import type { CatalogueFile } from './openedTable.ts';

/** A file of this text. */
export function textFile(name: string, text: string): CatalogueFile {
	return fileInMemory(name, new TextEncoder().encode(text));
}

/** Columns of a FITS table, eight bytes of text or a 64-bit number to each cell. */
export interface FixtureColumn {
	name: string;
	unit?: string;
	values: (number | string)[];
}

/** A FITS file with an empty primary unit and one binary table. */
export function fitsTableFile(name: string, columns: FixtureColumn[]): CatalogueFile {
	const count = columns[0].values.length;
	const rowBytes = 8 * columns.length;
	const table = new DataView(new ArrayBuffer(rowBytes * count));
	columns.forEach(({ values }, place) =>
		values.forEach((value, row) => {
			const at = row * rowBytes + place * 8;
			if (typeof value === 'number') table.setFloat64(at, value);
			else
				[...value.padEnd(8)].slice(0, 8).forEach((sign, k) => {
					table.setUint8(at + k, sign.charCodeAt(0));
				});
		})
	);
	const primary = fitsBytes([
		card('SIMPLE', 'T'),
		card('BITPIX', '8'),
		card('NAXIS', '0'),
		card('EXTEND', 'T')
	]);
	const described = columns.flatMap(({ name, unit, values }, k) => [
		card(`TTYPE${k + 1}`, `'${name}'`),
		card(`TFORM${k + 1}`, typeof values[0] === 'number' ? `'D'` : `'8A'`),
		...(unit === undefined ? [] : [card(`TUNIT${k + 1}`, `'${unit}'`)])
	]);
	const extension = fitsBytes(
		[
			card('XTENSION', `'BINTABLE'`),
			card('BITPIX', '8'),
			card('NAXIS', '2'),
			card('NAXIS1', String(rowBytes)),
			card('NAXIS2', String(count)),
			card('PCOUNT', '0'),
			card('GCOUNT', '1'),
			card('TFIELDS', String(columns.length)),
			...described
		],
		new Uint8Array(table.buffer)
	);
	const bytes = new Uint8Array(primary.length + extension.length);
	bytes.set(primary);
	bytes.set(extension, primary.length);
	return fileInMemory(name, bytes);
}

/** Records as psrcat.db has them; the values are made up but for the places of well-known pulsars. */
export const PSRCAT = `#CATALOGUE 9.99
#
PSRJ     J0437-4715                    jlh+93
RAJ      04:37:15.8961749            7 rhc+16
DECJ     -47:15:09.11071             8 rhc+16
PMRA     121.4385                   20 rhc+16
PMDEC    -71.4754                   20 rhc+16
POSEPOCH 54500                         rhc+16
F0       173.6879458121843           5 rhc+16
DM       2.64476                     7 rhc+16
S1400    150.2                      53 dhm+15
BINARY   ELL1                          rhc+16
TYPE     HE
@-----------------------------------------------------------------
PSRB     B1641-45                      kml
PSRJ     J1644-4559                    kml
RAJ      16:44:49.273                3 dhm
DECJ     -45:59:09.71                5 dhm
P0       0.455059775403              2 dhm
DM       478.8                       8 kml
S400     375                        38 tml
@-----------------------------------------------------------------
PSRJ     J0030+0451                    lzb+00
ELONG    8.9103558                   5 aaa+09
ELAT     1.4456953                   3 aaa+09
PMELONG  -5.5                        1 aaa+09
PMELAT   2.0                         9 aaa+09
PEPOCH   50984.4                       aaa+09
P0       0.00486545321                 lzb+00
@-----------------------------------------------------------------
`;
