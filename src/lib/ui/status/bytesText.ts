const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `1.23 GB`, three digits, in powers of a thousand as disks are sold; a dash for what is not known. */
export function bytesText(bytes: number | null): string {
	if (bytes === null || !Number.isFinite(bytes)) return '–';
	let place = 0;
	let size = bytes;
	// Rounded to a thousand, it is one of the next unit.
	while (size >= 999.5 && place < UNITS.length - 1) {
		size /= 1000;
		place += 1;
	}
	const decimals = place === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.max(1, size))));
	return `${size.toFixed(decimals)} ${UNITS[place]}`;
}
