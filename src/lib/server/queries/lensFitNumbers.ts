import type { ToldNumber } from '#schema/lens.ts';
import type { Fitted } from '#science/ese/lensFit.ts';

export function toldNumber({ value, error }: Fitted): ToldNumber {
	return { value: finite(value), error: finite(error) };
}

/** JSON has no NaN. */
export function finite(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}
