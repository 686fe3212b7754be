/** A number for a reader: fixed decimals, a true minus sign, and a dash for what was not measured (null or NaN). */
export function fixed(value: number | null | undefined, decimals: number): string {
	if (value === null || value === undefined || !Number.isFinite(value)) return '–';
	return value.toFixed(decimals).replace('-', '−');
}

/** Three significant digits whatever the size: η runs from 0.01 to 100 000. */
export function significant(value: number | null | undefined, digits = 3): string {
	if (value === null || value === undefined || !Number.isFinite(value)) return '–';
	const size = Math.abs(value);
	if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
		return value.toExponential(digits - 1).replaceAll('-', '−');
	}
	const decimals = size === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
	return value.toFixed(decimals).replace('-', '−');
}

/** 12 345 with thin spaces, as journals set it. */
export function counted(value: number): string {
	return Math.round(value)
		.toString()
		.replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** `1 vote`, `2 votes`. */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${counted(count)} ${count === 1 ? one : many}`;
}
