import { FitsHeader, type CardValue } from './header.ts';

/** Keywords of the image that the table's own ones hide (FITS standard 4.0 §10.1.1). */
const RENAMED = new Map([
	['ZSIMPLE', 'SIMPLE'],
	['ZTENSION', 'XTENSION'],
	['ZBITPIX', 'BITPIX'],
	['ZNAXIS', 'NAXIS'],
	['ZEXTEND', 'EXTEND'],
	['ZBLOCKED', 'BLOCKED'],
	['ZPCOUNT', 'PCOUNT'],
	['ZGCOUNT', 'GCOUNT'],
	['ZHECKSUM', 'CHECKSUM'],
	['ZDATASUM', 'DATASUM']
]);

/** What describes the table and its packing, and would say something wrong of the image. */
const OF_THE_TABLE = new Set([
	...RENAMED.values(),
	...['TFIELDS', 'THEAP', 'ZIMAGE', 'ZTABLE', 'ZCMPTYPE', 'ZMASKCMP', 'ZQUANTIZ', 'ZDITHER0'],
	...['ZBLANK', 'ZSCALE', 'ZZERO']
]);
const INDEXED_OF_THE_TABLE =
	/^(NAXIS|ZTILE|ZNAME|ZVAL|TTYPE|TFORM|TUNIT|TNULL|TSCAL|TZERO|TDISP|TDIM)\d+$/;

/** The header that the image of a tile-compressed table had before it was packed. */
export function uncompressedHeader(table: FitsHeader): FitsHeader {
	const cards: [string, CardValue][] = [];
	for (const [key, value] of table.entries()) {
		const renamed = RENAMED.get(key) ?? key.replace(/^Z(NAXIS\d+)$/, '$1');
		if (renamed !== key) cards.push([renamed, value]);
		else if (!isOfTheTable(key, value)) cards.push([key, value]);
	}
	const zblank = table.number('ZBLANK');
	const isInteger = (table.number('ZBITPIX') ?? 0) > 0;
	if (isInteger && zblank !== null && !table.has('BLANK')) cards.push(['BLANK', zblank]);
	return new FitsHeader(cards);
}

function isOfTheTable(key: string, value: CardValue): boolean {
	if (key === 'EXTNAME') return value === 'COMPRESSED_IMAGE';
	return OF_THE_TABLE.has(key) || INDEXED_OF_THE_TABLE.test(key);
}
