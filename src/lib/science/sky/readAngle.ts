/** Number, then parts in base sixty: `09:59:56.0`, `9h59m56.0s`, `-29d58.65m`, `-29 58 39`. Only the last has decimals. */
const SEXAGESIMAL =
	/^([+-]?)(\d{1,3})\s*(?:[:hd°]|deg|\s)\s*(\d{1,2}(?:\.\d*)?)(?:\s*(?:[:m′']|\s)\s*(\d{1,2}(?:\.\d*)?)\s*[s″"]?)?\s*[m′']?$/i;
const DECIMAL = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(h|d|°|deg)?$/i;

/** Right ascension as degrees in [0, 360): decimal degrees, or hours in base sixty. NaN when it is neither. */
export function readRa(text: string): number {
	const degrees = readAngle(text, { sixtiesAre: 'hours' });
	return degrees >= 0 && degrees < 360 && !text.trim().startsWith('-') ? degrees : NaN;
}

/** Declination as degrees in [−90, 90], decimal or in base sixty. NaN when it is neither. */
export function readDec(text: string): number {
	const degrees = readAngle(text, { sixtiesAre: 'degrees' });
	return Math.abs(degrees) <= 90 ? degrees : NaN;
}

/**
 * An angle in degrees, of any size: decimal degrees (hours where it says h), or base sixty. Base sixty that says h is hours,
 * that says ° or d is degrees; without either it is what `sixtiesAre` says. NaN when it is no angle.
 */
export function readAngle(
	text: string,
	{ sixtiesAre }: { sixtiesAre: 'hours' | 'degrees' }
): number {
	// Tables of papers are set with the true minus sign.
	const plain = text.trim().replace('\u2212', '-');
	const decimal = DECIMAL.exec(plain);
	if (decimal) return Number.parseFloat(decimal[1]) * (/^h$/i.test(decimal[2] ?? '') ? 15 : 1);
	const match = SEXAGESIMAL.exec(plain);
	if (!match) return NaN;
	const [, sign, whole, minutes, seconds] = match;
	const [m, s] = [Number(minutes), Number(seconds ?? 0)];
	if (m >= 60 || s >= 60 || (seconds !== undefined && minutes.includes('.'))) return NaN;
	const size = perUnit(plain, sixtiesAre) * (Number(whole) + m / 60 + s / 3600);
	return sign === '-' ? -size : size;
}

function perUnit(text: string, sixtiesAre: 'hours' | 'degrees'): number {
	if (/h/i.test(text)) return 15;
	if (/[d°]/i.test(text)) return 1;
	return sixtiesAre === 'hours' ? 15 : 1;
}
