const DEG = Math.PI / 180;

/**
 * Where a place on the sky lies in a stamp `sizeArcsec` wide around a centre, percent from its left and its top; null when outside. North
 * is up and east is left; over so small a square the sky is flat.
 */
export function placeInStamp(
	place: { ra: number; dec: number },
	{ sizeArcsec, ...centre }: { ra: number; dec: number; sizeArcsec: number }
): { left: number; top: number } | null {
	// The shorter way round: 359.9° is just west of 0.1°.
	const apartDeg = ((place.ra - centre.ra + 540) % 360) - 180;
	const eastArcsec = apartDeg * Math.cos(centre.dec * DEG) * 3600;
	const northArcsec = (place.dec - centre.dec) * 3600;
	const half = sizeArcsec / 2;
	if (Math.abs(eastArcsec) > half || Math.abs(northArcsec) > half) return null;
	return {
		left: 50 - (eastArcsec / sizeArcsec) * 100,
		top: 50 - (northArcsec / sizeArcsec) * 100
	};
}
