import { boxCorners } from '#science/sky/boxCorners.ts';

/** A rectangle of sky as the map draws it. */
export interface MapField {
	id: number;
	ra: number;
	dec: number;
	corners: { ra: number; dec: number }[];
	/** What rests on it says. */
	title: string;
}

export function mapField(
	field: { id: number; ra: number; dec: number; widthDeg: number; heightDeg: number },
	title: string
): MapField {
	const { id, ra, dec } = field;
	return { id, ra, dec, title, corners: boxCorners(ra, dec, field) };
}
