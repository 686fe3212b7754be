import type { Region } from '#schema/viewer.ts';

/** What is drawn over an image. */
export interface RegionChoice {
	selected: boolean;
	others: boolean;
	forced: boolean;
}

export function chosenRegions(regions: readonly Region[], choice: RegionChoice): Region[] {
	return regions.filter((region) => {
		if (region.selected) return choice.selected;
		return region.forced ? choice.forced && choice.others : choice.others;
	});
}

/**
 * Regions as JS9 reads them, what was asked for on top. Like DS9 it counts an ellipse's angle from the axis of right ascension,
 * 90° more than the position angle. Only numbers go in: names from catalogues stay out of what JS9 parses.
 */
export function regionText(regions: readonly Region[]): string {
	return [...regions]
		.sort((a, b) => Number(a.selected) - Number(b.selected))
		.map(({ shape, ra, dec, selected, forced }) => {
			const drawn = shape
				? `ellipse(${ra}, ${dec}, ${shape.semiMajorArcsec}", ${shape.semiMinorArcsec}", ${shape.paDeg + 90})`
				: `point(${ra}, ${dec})`;
			const look = {
				color: selected ? '#ff5f4f' : '#56b4e9',
				strokeWidth: selected ? 3 : 1.5,
				...(forced && { strokeDashArray: [4, 3] }),
				changeable: false
			};
			return `ICRS; ${drawn} ${JSON.stringify(look)}`;
		})
		.join('\n');
}

const DEG = Math.PI / 180;

/** The smallest region that a position lies in; the sky is flat over so little. */
export function regionAt(
	regions: readonly Region[],
	at: { ra: number; dec: number }
): Region | null {
	const under = regions.filter((region) => isWithin(region, at));
	const sizeOf = ({ shape }: Region) => (shape ? shape.semiMajorArcsec * shape.semiMinorArcsec : 0);
	return under.sort((a, b) => sizeOf(a) - sizeOf(b)).at(0) ?? null;
}

function isWithin({ ra, dec, shape }: Region, at: { ra: number; dec: number }): boolean {
	const apartDeg = ((at.ra - ra + 540) % 360) - 180;
	const east = apartDeg * Math.cos(dec * DEG) * 3600;
	const north = (at.dec - dec) * 3600;
	// A point is hit within 3″.
	if (!shape) return Math.hypot(east, north) < 3;
	const pa = shape.paDeg * DEG;
	const along = north * Math.cos(pa) + east * Math.sin(pa);
	const across = east * Math.cos(pa) - north * Math.sin(pa);
	return (along / shape.semiMajorArcsec) ** 2 + (across / shape.semiMinorArcsec) ** 2 <= 1;
}
