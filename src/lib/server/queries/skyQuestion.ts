import { z } from 'zod';
import { readDec, readRa } from '#science/sky/readAngle.ts';

const RADIUS = /^(\d+(?:\.\d*)?|\.\d+)\s*(arcsec|arcmin|deg)?$/;
const DEG_PER: Readonly<Record<string, number>> = { arcsec: 1 / 3600, arcmin: 1 / 60, deg: 1 };

const angle = (read: (text: string) => number, refusal: string) =>
	z.string(refusal).transform(read).refine(Number.isFinite, refusal);

/** Parts of a question about a place, as an address gives them: ICRS, in degrees or base sixty. */
export const raField = angle(
	readRa,
	'Give ra in degrees (0 to 360) or as hours, minutes and seconds.'
);
export const decField = angle(
	readDec,
	'Give dec in degrees (−90 to 90) or as degrees, minutes and seconds.'
);

/** `20arcmin`, `0.1deg`, `30arcsec`; a bare number is arcmin. Degrees. */
export function radiusField(usual: string, mostDeg: number) {
	return z
		.string()
		.default(usual)
		.transform(radiusDeg)
		.refine(
			(deg) => deg > 0 && deg <= mostDeg,
			`Give a radius above 0 and up to ${mostDeg}deg: 20arcmin, 0.1deg, 30arcsec; a bare number is arcmin.`
		);
}

export function idField(refusal: string) {
	return z.coerce.number(refusal).int(refusal).positive(refusal);
}

function radiusDeg(text: string): number {
	const match = RADIUS.exec(text.trim());
	return match ? Number(match[1]) * DEG_PER[match[2] ?? 'arcmin'] : NaN;
}
