import { normaliseRa } from './angles.ts';

export interface SexagesimalOptions {
	/** Cut the seconds off instead of rounding them, as names do. */
	truncate?: boolean;
	/** 23h16m09.95s instead of 23:16:09.95. */
	letters?: boolean;
}

/**
 * Part of the last digit within which the next digit counts as reached. Degrees carry rounding noise of about 1e-10 seconds,
 * so that 10.0 s may arrive as 9.9999999999 s.
 */
const NOISE = 1e-6;

/** Right ascension (degrees, any turn) as hh:mm:ss.s with the given decimals of seconds; '' when not finite. */
export function formatRa(
	raDeg: number,
	decimals: number,
	options: SexagesimalOptions = {}
): string {
	if (!Number.isFinite(raDeg)) return '';
	const scale = 10 ** decimals;
	const units = wholeUnits((normaliseRa(raDeg) / 15) * 3600 * scale, options) % (86_400 * scale);
	return sexagesimal(units, decimals, options.letters ? ['h', 'm', 's'] : [':', ':', '']);
}

/** Declination (degrees) as ±dd:mm:ss.s with the given decimals of seconds, always signed; '' when not finite. */
export function formatDec(
	decDeg: number,
	decimals: number,
	options: SexagesimalOptions = {}
): string {
	if (!Number.isFinite(decDeg)) return '';
	const units = wholeUnits(Math.abs(decDeg) * 3600 * 10 ** decimals, options);
	const sign = decDeg < 0 ? '-' : '+';
	return sign + sexagesimal(units, decimals, options.letters ? ['d', 'm', 's'] : [':', ':', '']);
}

function wholeUnits(units: number, { truncate = false }: SexagesimalOptions): number {
	return Math.floor(units + (truncate ? 0 : 0.5) + NOISE);
}

/** `units` counts the last digit shown: with one decimal, tenths of a second. */
function sexagesimal(units: number, decimals: number, marks: readonly string[]): string {
	const scale = 10 ** decimals;
	const seconds = Math.floor(units / scale);
	const fraction = decimals > 0 ? '.' + String(units % scale).padStart(decimals, '0') : '';
	const fields = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const [hours, minutes, rest] = fields.map((field) => String(field).padStart(2, '0'));
	return hours + marks[0] + minutes + marks[1] + rest + fraction + marks[2];
}
