/** J095956.0-295839: hours to tenths of seconds of time, then degrees to seconds of arc, truncated. */
const NAME = /^J(\d{6})\.(\d)([+-])(\d{6})$/;
const PREFIX = /^J(\d{0,6})(?:\.(\d?))?(?:([+-])(\d{0,6}))?$/i;
const DEC_DIGITS = 6;
const RA_DIGITS = 7;
const PER_SIGN = 10 ** DEC_DIGITS;
const PER_RA = 2 * PER_SIGN;

/** Above the key of every name of that form: other names come after them. */
export const OTHER_NAMES = PER_RA * 10 ** RA_DIGITS;

/** A number that orders names of sources as their letters do; NaN for a name of another form. Below 2⁵³, so exact. */
export function nameKey(name: string): number {
	const found = NAME.exec(name);
	if (!found) return NaN;
	const [, seconds, tenth, sign, dec] = found;
	return keyOf(seconds + tenth, sign, dec);
}

/** Keys of the names that begin like this, ends included; null when it is no beginning of a name of that form. */
export function nameKeysBeginning(prefix: string): { min: number; max: number } | null {
	const found = PREFIX.exec(prefix);
	if (!found) return null;
	const [, seconds, tenth = '', sign, dec = ''] = found;
	const ra = seconds + tenth;
	// What follows the seconds, or the sign, is only there when what precedes it is whole.
	const isBroken = (prefix.includes('.') && seconds.length < 6) || (sign && ra.length < RA_DIGITS);
	if (isBroken) return null;
	return {
		min: keyOf(ra.padEnd(RA_DIGITS, '0'), sign ?? '+', dec.padEnd(DEC_DIGITS, '0')),
		max: keyOf(ra.padEnd(RA_DIGITS, '9'), sign ?? '-', dec.padEnd(DEC_DIGITS, '9'))
	};
}

/** '+' comes before '-' among letters. */
function keyOf(ra: string, sign: string, dec: string): number {
	return Number(ra) * PER_RA + (sign === '-' ? PER_SIGN : 0) + Number(dec);
}
