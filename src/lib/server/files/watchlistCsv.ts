import type { WatchlistRow } from '#schema/watch.ts';

/** As the import reads it. */
export const WATCHLIST_CSV_HEADER = 'ra,dec,name,radius\n';

/** One row as a line of CSV: degrees, degrees, name, arcsec. */
export function watchlistCsvLine({ ra, dec, name, radiusArcsec }: WatchlistRow): string {
	return `${ra},${dec},${quoted(name)},${radiusArcsec}\n`;
}

/** Spreadsheets take a cell that begins with one of = + - @ for a formula. */
function quoted(cell: string): string {
	const harmless = /^[=+@\t\r-]/.test(cell) ? `'${cell}` : cell;
	return /[",;|\t\r\n#]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
