/**
 * A name for an epoch that comes after all others: epochs are taken in the lexicographic order of their names, so
 * “epoch09” is followed by “epoch10”, and “epoch99” by “epoch99-2021-03-04” of the date given.
 */
export function nextEpochName(names: readonly string[], isoDate: string): string {
	const last = [...names].sort().at(-1) ?? '';
	const number = /\d+$/.exec(last)?.[0] ?? '';
	const counted = last.slice(0, last.length - number.length) + increased(number);
	if (number !== '' && counted > last) return counted;
	return isoDate > last ? isoDate : `${last}-${isoDate}`;
}

/** With as many digits as before, unless they do not suffice. */
function increased(number: string): string {
	return String(BigInt(number || 0) + 1n).padStart(number.length, '0');
}
