import { significant } from '#ui/shared/numbers.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A number of bytes for people: 1.5 MiB. */
export function bytesText(bytes: number): string {
	const power = bytes > 0 ? Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10)) : 0;
	return `${power === 0 ? bytes : significant(bytes / 2 ** (10 * power), 3)} ${UNITS[power]}`;
}
