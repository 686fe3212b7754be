const MS_PER_DAY = 86_400_000;
/** MJD and JD of 1970-01-01T00:00 UTC. */
const MJD_1970 = 40_587;
const JD_1970 = 2_440_587.5;

/** Modified Julian date (UTC, leap seconds ignored as in POSIX time) of milliseconds since 1970. */
export function mjdFromMs(ms: number): number {
	return ms / MS_PER_DAY + MJD_1970;
}

/** Milliseconds since 1970 of a modified Julian date (UTC); exact to about 1 µs for this century. */
export function msFromMjd(mjd: number): number {
	return (mjd - MJD_1970) * MS_PER_DAY;
}

/** Julian date (UTC) of milliseconds since 1970. */
export function jdFromMs(ms: number): number {
	return ms / MS_PER_DAY + JD_1970;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d*)?))?)?Z?$/;

/**
 * Milliseconds since 1970 of a FITS date and time taken as UTC ('2020-08-03T04:33:55.479', or a date alone: FITS standard
 * 4.0 §9.1.1). The fraction of a millisecond is rounded away. null when it is no date.
 */
export function msFromIsoDate(text: string): number | null {
	const parts = ISO.exec(text.trim());
	if (parts === null) return null;
	const [year, month, day, hour, minute] = parts.slice(1, 6).map((part) => Number(part || '0'));
	const second = Number(parts[6] || '0');
	// Date.UTC would take the years 0 to 99 for 1900 to 1999.
	const date = new Date(0);
	const midnight = date.setUTCFullYear(year, month - 1, day);
	if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
	if (minute > 59 || second >= 61) return null;
	// 24:00 is the midnight that ends a day (ISO 8601), and no later moment.
	if (hour > 24 || (hour === 24 && minute + second > 0)) return null;
	return midnight + (hour * 60 + minute) * 60_000 + Math.round(second * 1000);
}
