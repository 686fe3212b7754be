/** Signs that stand for plain ones in pasted text: dashes of every length, exotic blanks, primes, typographic quotes. */
export function plainSigns(text: string): string {
	return text
		.replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
		.replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000\t]/g, ' ')
		.replace(/[\u200B\u2060\uFEFF]/g, '')
		.replace(/[\u2032\u2019\u02B9]/g, "'")
		.replace(/[\u2033\u201D\u02BA]|''/g, '"')
		.replace(/[\u00BA\u02DA]/g, '°')
		.replace(/\uFF0B/g, '+');
}

/**
 * Splits a pair of angles into its two halves, each with colons between the parts; or says why it cannot be split. Beside
 * labels (`RA=… Dec=…`), the second angle begins at its sign, at a comma, or in the middle of an even number of words.
 * @param text With plain signs.
 */
export function angleWords(text: string): readonly [string, string] | string {
	const bare = text
		.replace(
			/\b(?:right ascension|declination|ra|dec|de|raj|dej|alpha|delta)\b\s*[=:]?|[αδ]\s*[=:]?/gi,
			' '
		)
		.replace(/[()[\]]/g, ' ')
		.trim();
	const halves = splitAtComma(bare) ?? splitAtSign(bare) ?? splitInTheMiddle(bare);
	if (!halves) return `“${text.trim()}” is not a pair of angles.`;
	const [first, second] = halves.map(joined);
	return [first, second];
}

/** One comma or semicolon between the two; `150,1 -30,2` has a comma in each number instead. */
function splitAtComma(text: string): [string, string] | null {
	const words = text.split(/\s+/);
	if (words.length === 2 && words.every((word) => /^[+-]?\d+,\d+$/.test(word)))
		return [words[0].replace(',', '.'), words[1].replace(',', '.')];
	const parts = text.split(/[,;]/).map((part) => part.trim());
	return parts.length === 2 && parts.every(Boolean) ? [parts[0], parts[1]] : null;
}

/** `10:00:24.5-30:12:00` and `10 00 24 -30 12`: the sign of the second angle parts them; that of an exponent does not. */
function splitAtSign(text: string): [string, string] | null {
	const at = [...text.matchAll(/[+-]/g)]
		.map(({ index }) => index)
		.filter((index) => index > 0 && !/\d\.?e$/i.test(text.slice(0, index)));
	if (at.length !== 1) return null;
	return [text.slice(0, at[0]).trim(), text.slice(at[0]).trim()];
}

/** `10 00 24 30 12 00`, `150.1 30.2`: as many words for one as for the other. */
function splitInTheMiddle(text: string): [string, string] | null {
	const words = text.split(/\s+/).filter(Boolean);
	if (words.length < 2 || words.length % 2 === 1 || words.length > 6) return null;
	const half = words.length / 2;
	return [words.slice(0, half).join(' '), words.slice(half).join(' ')];
}

function joined(half: string): string {
	const [sign, digits] = /^[+-]/.test(half) ? [half[0], half.slice(1)] : ['', half];
	return (
		sign +
		digits
			.trim()
			.replace(/\s*([hmsd°'":])\s*/gi, '$1')
			.replace(/\s+/g, ':')
	);
}
